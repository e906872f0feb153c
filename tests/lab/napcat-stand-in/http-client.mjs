/** Posts every event to a framework's HTTP address (WebUI: "HTTP 客户端", packages/napcat-onebot/network/http-client.ts). */
import { createHmac } from 'node:crypto';
import { report } from './report.mjs';

export class HttpClient {
  #open = false;

  /** @param {import('./config.mjs').Adapter} config @param {import('./client.mjs').Account} account */
  constructor(config, account) {
    this.config = config;
    this.account = account;
  }

  open() {
    this.#open = true;
  }

  close() {
    this.#open = false;
  }

  /** @param {object} event */
  send(event) {
    if (!this.#open) return;
    const body = JSON.stringify(event);
    const { url = '', token = '' } = this.config;
    const headers = {
      'content-type': 'application/json',
      'x-self-id': this.account.uin,
      // OneBot 11, "HTTP POST": a secret signs the body.
      ...(token === '' ? {} : { 'x-signature': `sha1=${createHmac('sha1', token).update(body).digest('hex')}` }),
    };
    fetch(url, { method: 'POST', headers, body }).catch((/** @type {unknown} */ error) =>
      report({ event: 'failed', url, message: String(error) }),
    );
  }
}
