/** A key's or wallet's address, lower case; null for what is none. */
export function findAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  return /^0x[0-9a-f]{40}$/.test(address) && !/^0x0{40}$/.test(address) ? address : null;
}

/** Enough to tell two keys apart by eye, or on the phone. */
export function shortAddress(address: string): string {
  return `${address.slice(0, 8)}…${address.slice(-6)}`;
}
