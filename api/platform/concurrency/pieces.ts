/** Bytes in portions; a portion is what is at hand together, in one or more pieces. */
export type Portions = AsyncIterable<readonly Uint8Array[]>;

/** Each piece of a stream as a portion of its own. */
export async function* eachAlone(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Uint8Array[]> {
  for await (const piece of pieces) yield [piece];
}

export async function* eachPiece(portions: Portions): AsyncGenerator<Uint8Array> {
  for await (const pieces of portions) yield* pieces;
}
