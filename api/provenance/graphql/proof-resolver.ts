import type { ProofFile } from '../services/provenance.ts';
import { Proof } from './proof.ts';

export function toProof({ filename, text }: ProofFile): Proof {
  return { filename, bundle: text };
}
