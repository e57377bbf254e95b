import { Button } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { Item, Obstacles } from '../../model/documents.ts';
import { useTitles } from '../../model/use-titles.ts';
import { answerText } from '../../words/answer-text.ts';

interface ObstructedProps {
  readonly items: readonly Item[];
  readonly obstacles: readonly Obstacles[];
  /** Which of them are answered about. */
  readonly chosen: readonly string[];
  onChoose(chosen: readonly string[]): void;
}

/** Of which chosen assets an answer can’t be carried out, why, and the way on without them. */
export function Obstructed({ items, obstacles, chosen, onChoose }: ObstructedProps) {
  const t = useText(answerText);
  const { language } = useLanguage();
  const { titleOf } = useTitles(items);
  const hindered = obstacles.filter(({ assetId }) => chosen.includes(assetId));
  const others = chosen.filter((assetId) => hindered.every((each) => each.assetId !== assetId));
  if (hindered.length === 0) return null;
  return (
    <Notice tone="refused" title={t('impossibleTitle')} isLive>
      <ul>
        {hindered.map(({ assetId, reasons }) => (
          <li key={assetId}>
            {t('impossible', {
              title: titleOf(assetId),
              why: reasons.map((each) => each[language]).join(' '),
            })}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <div>
          <Button onPress={() => onChoose(others)}>{t('leaveOut')}</Button>
        </div>
      )}
    </Notice>
  );
}
