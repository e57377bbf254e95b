import { id } from 'ethers';
import { callContract } from '../model/read-public-log.ts';

/** First four bytes of the signature's hash: what a call without arguments consists of. */
export function selectorOf(signature: string): string {
  return id(signature).slice(0, 10);
}

/** The raw answer in words of 32 bytes, as the contract gave it. */
export async function askRule(address: string, signature: string): Promise<readonly string[]> {
  const answer = await callContract(address, selectorOf(signature));
  return answer.slice(2).match(/.{64}/g) ?? [];
}

/** A word for people: a small number as such, an address without its padding, else the hex. */
export function readWord(word: string): string {
  if (/^0{48}/.test(word)) return BigInt(`0x${word}`).toString();
  if (/^0{24}/.test(word)) return `0x${word.slice(24)}`;
  return `0x${word}`;
}
