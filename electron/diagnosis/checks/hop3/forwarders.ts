/** Programs that hold a port for something inside Docker or WSL (microsoft/WSL#5439, #9763; Docker's userland proxy). */
export const FORWARDERS = /^(?:com\.docker\.(?:backend|proxy)|docker-proxy|wslrelay|wslhost|vpnkit)(?:\.exe)?$/i;

/** Programs whose name says nothing about what they run. */
export const INTERPRETER = /^(?:python[\d.]*|pythonw|node|java|javaw)(?:\.exe)?$/i;
