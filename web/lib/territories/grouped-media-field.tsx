import type { Medium } from '@lanran/protocol/licensing/media';
import { useText } from '../language/text.ts';
import { MediaField } from './media-field.tsx';
import { mediaGroupsText } from './media-groups-text.ts';

const GROUPS = [
  { name: 'screen', media: ['THEATRICAL', 'TELEVISION', 'STREAMING', 'SHORT_VIDEO', 'MUSIC_STAGE'] },
  { name: 'interactive', media: ['GAME', 'IMMERSIVE', 'SOFTWARE'] },
  { name: 'print', media: ['ADVERTISING', 'PUBLISHING'] },
  { name: 'goods', media: ['MERCHANDISE', 'FASHION', 'EXHIBITION'] },
  { name: 'learning', media: ['EDUCATION', 'RESEARCH'] },
  { name: 'ai', media: ['AI_TRAINING'] },
] as const satisfies readonly { readonly name: string; readonly media: readonly Medium[] }[];

interface GroupedMediaFieldProps {
  readonly value: readonly Medium[];
  /** Which may be chosen; left out: all. */
  readonly within?: readonly string[] | undefined;
  onChange(value: readonly Medium[]): void;
}

/** Every way of use that may be chosen, as studios know them. */
export function GroupedMediaField({ value, within, onChange }: GroupedMediaFieldProps) {
  const t = useText(mediaGroupsText);
  const isOpen = (medium: Medium) => within?.includes(medium) ?? true;
  const groups = GROUPS.map(({ name, media }) => ({
    title: t(`groups.${name}`),
    media: media.filter(isOpen),
  }));
  return (
    <MediaField
      groups={groups.filter(({ media }) => media.length > 0)}
      value={value}
      hintOf={(medium) => t(`mediaHints.${medium}`)}
      onChange={onChange}
    />
  );
}
