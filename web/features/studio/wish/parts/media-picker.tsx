import type { Medium } from '@lanran/protocol/licensing/media';
import { MediaField } from '../../../../lib/territories/media-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './wish-form.module.css';
import { termsText } from '../../certificate/words/terms-text.ts';
import { wishText } from '../words/wish-text.ts';

const GROUPS = [
  { name: 'screen', media: ['THEATRICAL', 'TELEVISION', 'STREAMING', 'SHORT_VIDEO', 'MUSIC_STAGE'] },
  { name: 'interactive', media: ['GAME', 'IMMERSIVE', 'SOFTWARE'] },
  { name: 'print', media: ['ADVERTISING', 'PUBLISHING'] },
  { name: 'goods', media: ['MERCHANDISE', 'FASHION', 'EXHIBITION'] },
  { name: 'learning', media: ['EDUCATION', 'RESEARCH'] },
  { name: 'ai', media: ['AI_TRAINING'] },
] as const satisfies readonly { readonly name: string; readonly media: readonly Medium[] }[];

interface MediaPickerProps {
  readonly value: readonly Medium[];
  /** Which may be chosen; left out: all. */
  readonly within?: readonly string[] | undefined;
  onChange(value: readonly Medium[]): void;
}

/** What the wish is for. */
export function MediaPicker({ value, within, onChange }: MediaPickerProps) {
  const t = useText(wishText);
  const words = useText(termsText);
  const isOpen = (medium: Medium) => within?.includes(medium) ?? true;
  const groups = GROUPS.map(({ name, media }) => ({
    title: words(`groups.${name}`),
    media: media.filter(isOpen),
  }));
  return (
    <fieldset className={css['part']}>
      <legend>
        <h2>{t('mediaTitle')}</h2>
      </legend>
      <MediaField
        groups={groups.filter(({ media }) => media.length > 0)}
        value={value}
        hintOf={(medium) => words(`mediaHints.${medium}`)}
        onChange={onChange}
      />
    </fieldset>
  );
}
