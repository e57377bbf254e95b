import type { LabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { bothOf } from '@lanran/sdk/assets/labels-and-credit-text';

/** How an asset is to be credited and treated: for the one document. */
export function labelsDocument(asset: LabelsAndCredit | null) {
  return { creditLine: asset?.creditLine ?? null, labels: asset?.community?.labels ?? [] };
}

/** The same as lines, none where nothing is asked. */
export function labelLines(asset: LabelsAndCredit | null): string[] {
  if (asset === null) return [];
  const { creditLine, community } = asset;
  const labels = community?.labels ?? [];
  return [
    ...(creditLine == null ? [] : [`  credit: ${creditLine}`]),
    ...(community == null || labels.length === 0 ? [] : [`  ${bothOf(community.name)} asks:`]),
    ...labels.map(({ code, title, text }) => `    ${bothOf(title)} (${code}): ${bothOf(text)}`),
  ];
}
