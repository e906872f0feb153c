/**
 * Which firewall profiles are in force: INetFwPolicy2.CurrentProfileTypes, the one place that says it. The registry
 * only lists every network ever seen (domain facts: Windows §a). Only this property is read through COM: enumerating
 * rules that way takes a quarter of a minute.
 */
import { koffi, once, Win32Error, type Handle, type Out } from './koffi.ts';

/** NET_FW_PROFILE_TYPE2 bits: 1 domain, 2 private, 4 public. Throws `Win32Error` (Wine: E_NOTIMPL). */
export function currentProfileTypes(): number {
  const { coInitialize, coUninitialize } = api();
  const initialized = coInitialize(null, COINIT_APARTMENTTHREADED);
  // Electron's main thread may live in another apartment already: usable, but not ours to close.
  if (initialized < 0 && initialized !== RPC_E_CHANGED_MODE) throw new Win32Error('CoInitializeEx', initialized);
  try {
    return readProfileTypes();
  } finally {
    if (initialized >= 0) coUninitialize();
  }
}

const COINIT_APARTMENTTHREADED = 2;
const RPC_E_CHANGED_MODE = 0x80010106 | 0;
const CLSCTX_INPROC_SERVER = 1;
/** NetFwPolicy2 {E2B3C97F-6AE1-41AC-817A-F6F92166D7DD} and INetFwPolicy2 (netfw.h), in memory order. */
const CLSID_NET_FW_POLICY2 = Buffer.from('7fc9b3e2e16aac41817af6f92166d7dd', 'hex');
const IID_INET_FW_POLICY2 = Buffer.from('4750329871c674418d81defcd3f03186', 'hex');
/** Slots of the method table: three of IUnknown, four of IDispatch, then the properties in the order of netfw.h. */
const RELEASE = 2;
const GET_CURRENT_PROFILE_TYPES = 7;
const POINTER = 8;

const api = once(() => {
  const library = koffi();
  const ole32 = library.load('ole32.dll');
  return {
    coInitialize: ole32.func('int32_t __stdcall CoInitializeEx(void *reserved, uint32_t apartment)') as (
      reserved: null,
      apartment: number,
    ) => number,
    coUninitialize: ole32.func('void __stdcall CoUninitialize()') as () => void,
    coCreateInstance: ole32.func(
      'int32_t __stdcall CoCreateInstance(void *clsid, void *outer, uint32_t context, void *iid, _Out_ uintptr_t *object)',
    ) as (clsid: Buffer, outer: null, context: number, iid: Buffer, object: Out<Handle>) => number,
    release: library.proto('uint32_t __stdcall (uintptr_t self)'),
    getLong: library.proto('int32_t __stdcall (uintptr_t self, _Out_ int32_t *value)'),
  };
});

function readProfileTypes(): number {
  const { coCreateInstance, getLong, release } = api();
  const object: Out<Handle> = [0];
  const created = coCreateInstance(CLSID_NET_FW_POLICY2, null, CLSCTX_INPROC_SERVER, IID_INET_FW_POLICY2, object);
  if (created < 0) throw new Win32Error('CoCreateInstance(NetFwPolicy2)', created);
  const policy = BigInt(object[0]);
  try {
    const value: Out<number> = [0];
    const result = koffi().call(method(policy, GET_CURRENT_PROFILE_TYPES), getLong, policy, value) as number;
    if (result < 0) throw new Win32Error('get_CurrentProfileTypes', result);
    return value[0];
  } finally {
    koffi().call(method(policy, RELEASE), release, policy);
  }
}

/** Address of a method of a COM object. */
function method(object: bigint, slot: number): bigint {
  const table = BigInt(koffi().decode(object, 'uintptr_t') as Handle);
  return BigInt(koffi().decode(table + BigInt(slot * POINTER), 'uintptr_t') as Handle);
}
