import { OriginalHoldersFollower, type OriginalHoldersOptions } from './jobs/original-holders.ts';

export function composeCustody(options: OriginalHoldersOptions) {
  return { holders: new OriginalHoldersFollower(options) };
}
