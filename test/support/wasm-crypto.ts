import { useWasmCrypto } from '@lanran/protocol/kernel/wasm-crypto';

await useWasmCrypto();
