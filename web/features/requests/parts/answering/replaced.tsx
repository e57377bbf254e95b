import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { PermittedUse } from '../../model/due-acts.ts';
import { usePeriodText, useTermWords } from '../../model/use-term-words.ts';
import { answerText } from '../../words/answer-text.ts';

interface ReplacedProps {
  readonly uses: readonly PermittedUse[];
  /** Name of who asked. */
  readonly asker: string;
  readonly isAllowed: boolean;
  onAllow(isAllowed: boolean): void;
}

/** An asset has one consent for one organization: what a new one ends, and whether it may. */
export function Replaced({ uses, asker, isAllowed, onAllow }: ReplacedProps) {
  const t = useText(answerText);
  const wordOf = useTermWords(null);
  const period = usePeriodText();
  return (
    <Notice tone="unknown" title={t('replacesTitle')}>
      <p>{t('replaces', { asker })}</p>
      <ul>
        {uses.map(({ media, territories, firstDay, lastDay }, at) => (
          <li key={at}>
            {t('replacedUse', {
              media: wordOf('media', media.join(',')),
              territories: wordOf('territories', territories.join(',')),
              days: period(firstDay, lastDay),
            })}
          </li>
        ))}
      </ul>
      <Checkbox isSelected={isAllowed} onChange={onAllow}>
        {t('mayReplace')}
      </Checkbox>
    </Notice>
  );
}
