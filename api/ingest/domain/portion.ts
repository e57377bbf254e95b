import { CHUNK_BYTES } from '../../age/payload.ts';

/** What a body is gathered in at most: as many chunks as fit into a block once they are encrypted. */
export const PORTION_BYTES = 63 * CHUNK_BYTES;
