/** Calls once, `delayMs` after the first time it was asked, for all that asked by then. */
export function coalesced(call: () => void, delayMs: number): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      call();
    }, delayMs).unref();
  };
}
