import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { Button } from '../../../../components/forms/button.tsx';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { useText } from '../../../../lib/language/text.ts';
import { licenseText } from '../words/license-text.ts';
import type { LicenseView, OpenedVersion } from '../model/license-view.ts';

interface LabelsButtonProps extends Pick<LicenseView, 'license'> {
  /** Whose credit line it is. */
  readonly version: OpenedVersion['version'];
}

/** Saves how the files are to be credited and treated, for whoever works with them: the text that the command line puts beside them. */
export function LabelsButton({ license: { id, asset }, version }: LabelsButtonProps) {
  const t = useText(licenseText);
  if (asset === null) return null;
  const save = async () => {
    const { LABELS_FILE, labelsAndCreditText } =
      await import('@lanran/protocol/packages/labels-and-credit-text');
    const day = formatDay(todayOf(Math.floor(Date.now() / 1000)));
    saveText(
      labelsAndCreditText(
        { ...asset, title: version.title, creditLine: version.creditLine },
        { licenseId: id, day },
      ),
      LABELS_FILE,
      'text/plain',
    );
  };
  return (
    <div>
      <Button onPress={() => void save()}>{t('saveLabels')}</Button>
    </div>
  );
}
