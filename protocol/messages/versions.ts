import type { Refusal } from './refusals.ts';
import { fillIn, type Catalog } from './template.ts';

/** Why the platform refuses a version of an asset: the contracts can't know versions. */
const VERSION_REFUSALS = {
  VERSION_UNKNOWN: {
    en: 'Asset {assetId} has no published version {version}: it is unknown, or a draft. Look at its versions, then ask for a quote again.',
    zh: '资产{assetId}没有已发布的版本{version}：该版本未知或仍是草稿。请查看其版本，然后重新询价。',
  },
  VERSION_OF_ANOTHER_ASSET: {
    en: 'Version {version} is one of another asset than {assetId}. Ask for a quote of this asset again.',
    zh: '版本{version}属于其他资产，而非{assetId}。请就此资产重新询价。',
  },
  VERSION_NOT_LICENSED: {
    en: 'The license opens version {opened} of asset {assetId}, not version {version}. Take the newer version where the license allows it, or license it.',
    zh: '该许可只开放资产{assetId}的第{opened}版，不含第{version}版。许可允许时可改用新版本，否则请另行购买许可。',
  },
  LICENSE_WITHOUT_VERSION: {
    en: 'License {licenseId} opens no files: it was bought on chain for {version}, which is no published version of asset {assetId}.',
    zh: '许可{licenseId}不开放任何文件：它在链上购买时指明的{version}不是资产{assetId}的已发布版本。',
  },
} as const satisfies Catalog;

export type VersionRefusal = keyof typeof VERSION_REFUSALS;

/** What stands in the way, in both languages. */
export function describeVersionRefusal(
  code: VersionRefusal,
  data: Readonly<Record<string, string>>,
): Refusal {
  return { code, data, text: fillIn(VERSION_REFUSALS[code], data) };
}
