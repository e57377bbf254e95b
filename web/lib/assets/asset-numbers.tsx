import type { AssetId } from '@lanran/protocol/kernel/ids';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';

interface AssetNumbersProps {
  readonly asset: { readonly id: string; readonly identifier: string | null };
  readonly className: string | undefined;
}

/** What tells assets of one title apart: the holder’s own number, and the short one. */
export function AssetNumbers({ asset: { id, identifier }, className }: AssetNumbersProps) {
  // The platform gave it: it parsed it.
  const number = shortNumberOf(id as AssetId);
  return (
    <span className={className} translate="no">
      {[identifier, number].filter((each) => each !== null).join(' · ')}
    </span>
  );
}
