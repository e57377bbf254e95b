import { VaultCustody, type VaultCustodyOptions } from './jobs/original-holders.ts';

export function composeCustody(options: VaultCustodyOptions) {
  return { holders: new VaultCustody(options) };
}
