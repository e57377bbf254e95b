import { PenLine } from 'lucide-react';
import { Button } from '../../../../components/forms/button.tsx';
import { type Tone, StateMark } from '../../../../components/page/notice.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { SaveState } from '../../editor/model/autosave.ts';
import css from '../../editor/parts/editor.module.css';
import { editorText } from '../../editor/words/editor-text.ts';

interface DraftBarProps {
  readonly saving: SaveState;
  readonly isLooking: boolean;
  onLook(): void;
}

const TONES: Readonly<Record<SaveState['phase'], Tone>> = {
  saved: 'live',
  waiting: 'plain',
  saving: 'plain',
  incomplete: 'unknown',
  failed: 'unknown',
  conflict: 'unknown',
};

/** Always in reach: whether it is saved, and the way on. */
export function DraftBar({ saving, isLooking, onLook }: DraftBarProps) {
  const t = useText(editorText);
  const { language } = useLanguage();
  const time = new Intl.DateTimeFormat(LANGUAGE_TAGS[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const said =
    saving.phase === 'saved'
      ? t('save.saved', { time: time.format(new Date(saving.at)) })
      : t(`save.${saving.phase}`);
  return (
    <section className={css['bar']} aria-label={t('bar')}>
      <div role="status">
        <StateMark tone={TONES[saving.phase]}>{said}</StateMark>
      </div>
      <Button kind="main" onPress={onLook} isDisabled={isLooking}>
        <PenLine size={18} aria-hidden="true" />
        {isLooking ? t('looking') : t('look')}
      </Button>
    </section>
  );
}
