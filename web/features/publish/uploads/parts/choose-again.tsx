import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { type FileRow, isToChooseAgain } from '../model/file-rows.ts';
import { filesText } from '../words/files-text.ts';

interface ChooseAgainProps {
  readonly rows: readonly FileRow[];
  /** How many the browser can open by itself. */
  readonly reopenable: number;
  reopen(): Promise<void>;
}

const STANDINGS = ['interrupted', 'missing', 'expired', 'unchecked'] as const;

/** What the page has to be given again, said once however many files it is. */
export function ChooseAgain({ rows, reopenable, reopen }: ChooseAgainProps) {
  const t = useText(filesText);
  const formats = useFormats();
  const [isAsking, setIsAsking] = useState(false);
  const count = (standing: FileRow['standing']) => rows.filter((row) => row.standing === standing).length;
  const partial = rows.filter(({ standing }) => standing === 'interrupted');
  const sentBytes = partial.reduce((sum, { work }) => sum + (work?.sentBytes ?? 0), 0);
  const sent = sentBytes === 0 ? 'none' : formats.bytes(sentBytes);
  const size = formats.bytes(partial.reduce((sum, { bytes }) => sum + bytes, 0));
  const total = rows.filter(isToChooseAgain).length;
  if (total === 0) return null;
  const ask = async () => {
    setIsAsking(true);
    await reopen();
    setIsAsking(false);
  };
  return (
    <Notice tone="unknown" title={t('againTitle', { count: total })}>
      {STANDINGS.filter((standing) => count(standing) > 0).map((standing) => (
        <p key={standing}>{t(`advice.${standing}`, { count: count(standing), sent, size })}</p>
      ))}
      {reopenable > 0 && (
        <div>
          <Button kind="main" isDisabled={isAsking} onPress={() => void ask()}>
            {t('reopen', { count: reopenable })}
          </Button>
        </div>
      )}
    </Notice>
  );
}
