import { useWasmCrypto } from '@lanran/protocol/wasm-crypto';

await useWasmCrypto();
