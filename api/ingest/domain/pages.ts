/** What direct I/O asks of places in the file, of lengths and of memory: a multiple of it. */
export const PAGE_BYTES = 4_096;

/** Of WebAssembly's memory. */
const WASM_PAGE_BYTES = 65_536;

export function pageStart(position: number): number {
  return position - (position % PAGE_BYTES);
}

export function pageEnd(position: number): number {
  return pageStart(position + PAGE_BYTES - 1);
}

/** What Node has, and its types leave out. */
interface WebAssemblyMemory {
  new (descriptor: { initial: number; maximum: number; shared: true }): {
    readonly buffer: SharedArrayBuffer;
  };
}

/**
 * As many bytes or more in memory that begins at a page, as WebAssembly's does and nobody else's in JavaScript; threads see it too.
 * It takes much address space: where that is short the memory begins anywhere, and direct I/O is refused.
 */
export function allocatePages(bytes: number): SharedArrayBuffer {
  const pages = Math.ceil(bytes / WASM_PAGE_BYTES);
  const { Memory } = (globalThis as unknown as { WebAssembly: { Memory: WebAssemblyMemory } }).WebAssembly;
  try {
    return new Memory({ initial: pages, maximum: pages, shared: true }).buffer;
  } catch (error) {
    if (error instanceof RangeError) return new SharedArrayBuffer(bytes);
    throw error;
  }
}
