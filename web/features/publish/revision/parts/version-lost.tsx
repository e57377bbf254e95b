import type { SeenVersion } from '@lanran/sdk/publishing/seen-versions';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { forgetSeenVersion } from '../../../../lib/kept/seen-versions.ts';
import { useText } from '../../../../lib/language/text.ts';
import { revisionText } from '../words/revision-text.ts';

interface VersionLostProps {
  readonly seen: SeenVersion;
  /** What the client said. */
  readonly message: string;
  onForgotten(): void;
}

/** The platform shows an older version than it did before: only the person can know whether it was restored from a backup. */
export function VersionLost({ seen, message, onForgotten }: VersionLostProps) {
  const t = useText(revisionText);
  const { version } = seen;
  const forget = () => {
    forgetSeenVersion(seen);
    onForgotten();
  };
  return (
    <Notice tone="refused" isLive title={t('lostTitle', { version })}>
      <p>{t('lostText')}</p>
      <Details>
        <p lang="en">{message}</p>
      </Details>
      <div>
        <Button onPress={forget}>{t('forget', { version })}</Button>
      </div>
    </Notice>
  );
}
