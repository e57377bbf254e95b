import { Notice } from '../../../components/page/notice.tsx';
import { Progress } from '../../../components/page/progress.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useSearchState } from '../model/use-search-state.ts';
import { resultText } from '../words/result-text.ts';

/** There is no index to ask; `text` is what it would be asked for, and empty without one. */
export function BuildingNotice({ text }: { readonly text: string }) {
  const t = useText(resultText);
  const state = useSearchState();
  const { built, total } = state ?? {};
  const isBuilding = state === null || total != null;
  const sentence = isBuilding ? 'building' : 'noAnswer';
  return (
    <Notice tone="unknown">
      <p role="status">{text === '' ? t(sentence) : t(`${sentence}Text`, { text })}</p>
      {built != null && total != null && total > 0 && (
        <Progress
          label={t('progress')}
          value={Math.min(1, built / total)}
          note={t('progressOf', { built, total })}
        />
      )}
    </Notice>
  );
}
