/** advapi32: whether a service runs. Asking needs no administrator, and the answer is a number in every language. */
import { koffi, once, Win32Error, type Handle } from './koffi.ts';

/** State of a service by its short name (winsvc.h): 1 stopped, 4 running. Throws `Win32Error` when there is none. */
export function serviceState(name: string): number {
  const { openManager, close } = api();
  const manager = openManager(null, null, SC_MANAGER_CONNECT);
  if (Number(manager) === 0) throw new Win32Error('OpenSCManagerW', -1);
  try {
    return stateOf(manager, name);
  } finally {
    close(manager);
  }
}

export const SERVICE_RUNNING = 4;

const SC_MANAGER_CONNECT = 0x0001;
const SERVICE_QUERY_STATUS = 0x0004;
/** SERVICE_STATUS: seven DWORDs, the state is the second. */
const STATUS = { size: 28, state: 4 } as const;

function stateOf(manager: Handle, name: string): number {
  const { openService, queryStatus, close } = api();
  const service = openService(manager, name, SERVICE_QUERY_STATUS);
  if (Number(service) === 0) throw new Win32Error('OpenServiceW', -1);
  try {
    const status = Buffer.alloc(STATUS.size);
    if (!queryStatus(service, status)) throw new Win32Error('QueryServiceStatus', -1);
    return status.readUInt32LE(STATUS.state);
  } finally {
    close(service);
  }
}

const api = once(() => {
  const advapi32 = koffi().load('advapi32.dll');
  return {
    openManager: advapi32.func('intptr_t __stdcall OpenSCManagerW(str16 machine, str16 database, uint32_t access)') as (
      machine: null,
      database: null,
      access: number,
    ) => Handle,
    openService: advapi32.func('intptr_t __stdcall OpenServiceW(intptr_t manager, str16 name, uint32_t access)') as (
      manager: Handle,
      name: string,
      access: number,
    ) => Handle,
    queryStatus: advapi32.func('bool __stdcall QueryServiceStatus(intptr_t service, _Out_ void *status)') as (
      service: Handle,
      status: Buffer,
    ) => boolean,
    close: advapi32.func('bool __stdcall CloseServiceHandle(intptr_t handle)') as (handle: Handle) => boolean,
  };
});
