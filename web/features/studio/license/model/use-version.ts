import { useSearchParams } from 'react-router';
import type { OfferedAsset } from '../../wish/model/asset-offers.ts';

const NAME = 'version';

export type VersionOnSale = OfferedAsset['versions'][number];

/** Newest first; what was taken down is not sold. */
export function versionsOnSale({ versions }: Pick<OfferedAsset, 'versions'>): readonly VersionOnSale[] {
  return versions.filter(({ takeDown }) => takeDown === null);
}

/** The number that an address names, if that version is on sale; null: the newest. */
export function readVersion(address: URLSearchParams, asset: Pick<OfferedAsset, 'versions'>): number | null {
  const named = Number(address.get(NAME));
  return versionsOnSale(asset).find(({ version }) => version === named)?.version ?? null;
}

/** How the files of that version are to be credited. */
export function creditLineOf(asset: Pick<OfferedAsset, 'versions' | 'creditLine'>, version: number | null) {
  const chosen = asset.versions.find((each) => each.version === version);
  return (chosen ?? asset).creditLine;
}

/** The license agreement that the version names, as the platform tells it; null: none. */
export function agreementOf(asset: Pick<OfferedAsset, 'versions' | 'agreement'>, version: number | null) {
  const chosen = asset.versions.find((each) => each.version === version);
  return (chosen ?? asset).agreement;
}

/** The version that is to be licensed; it stands in the address, beside the wish. */
export function useVersion(
  asset: Pick<OfferedAsset, 'versions'>,
): readonly [number | null, (chosen: number) => void] {
  const [address, setAddress] = useSearchParams();
  const newest = versionsOnSale(asset)[0]?.version;
  const choose = (chosen: number) =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        if (chosen === newest) after.delete(NAME);
        else after.set(NAME, String(chosen));
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  return [readVersion(address, asset), choose];
}
