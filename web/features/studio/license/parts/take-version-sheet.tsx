import { useQuery } from '@tanstack/react-query';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { countLeft } from '../../../../lib/taking-down/left.ts';
import { useText } from '../../../../lib/language/text.ts';
import { assetVersionsQuery } from '../../../../lib/versions/asset-versions.ts';
import { useVersionName } from '../../../../lib/versions/use-version-name.ts';
import { waitUntilProjected } from '../model/wait-until-projected.ts';
import { licenseText } from '../words/license-text.ts';
import { getLicenseView, type LicenseView } from '../model/license-view.ts';
import { useNames } from '../../wish/model/names.ts';
import { termsText } from '../../certificate/words/terms-text.ts';

interface TakeVersionSheetProps {
  readonly view: LicenseView;
  readonly newer: NonNullable<LicenseView['license']['newerVersion']>;
  onClose(): void;
}

/** Taking a version that was published after the sale: it is opened too, and what was sold stays. */
export function TakeVersionSheet({ view: { license }, newer, onClose }: TakeVersionSheetProps) {
  const t = useText(licenseText);
  const words = useText(termsText);
  const names = useNames();
  const formats = useFormats();
  const nameOf = useVersionName();
  const changed = useChanged();
  const act = useAct<boolean>();
  const version = String(newer.version);
  const { data } = useQuery({
    ...assetVersionsQuery(license.asset?.id ?? ''),
    enabled: license.asset !== null,
  });
  const shown = data?.versions.find((each) => each.version === newer.version);
  const left = countLeft(
    { ...newer, files: shown?.files ?? [] },
    shown === undefined ? [] : (license.asset?.takeDowns ?? []),
  );
  const take = async () => {
    const done = await act.run(async (platform) => {
      const { takeVersion } = await import('@lanran/sdk/licensing/license-changes');
      await takeVersion(platform, license.id as LicenseId, newer.version);
      await waitUntilProjected(() => opens(license.id, newer.version));
      return true;
    });
    await changed('sales');
    if (done !== null) onClose();
  };
  return (
    <BindingSheet
      title={t('takeTitle', { version })}
      verb={t('takeVersion', { version })}
      facts={[
        { name: words('asset'), value: <Localized text={license.asset?.title ?? null} /> },
        { name: t('takeFact'), value: nameOf(newer) },
        {
          name: t('takeOpens'),
          value: t('takeFiles', {
            count: left.count,
            bytes: formats.bytes(left.bytes),
            day: formats.day(license.lastDay),
          }),
        },
        {
          name: t('takeStays'),
          value: t('takeSoldStays', { sold: license.version === null ? '–' : nameOf(license.version) }),
        },
      ]}
      concerns={t('takeConcerns', { licensee: names.of(license.licensee.name) })}
      undo={t('takeUndo')}
      details={<code>{license.id}</code>}
      act={act}
      onSign={() => void take()}
      onClose={onClose}
    />
  );
}

async function opens(licenseId: string, number: number): Promise<boolean> {
  const view = await getLicenseView(licenseId, new AbortController().signal);
  return view?.license.versions.some(({ version }) => version.version === number) ?? false;
}
