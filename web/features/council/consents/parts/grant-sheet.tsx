import type { ReactNode } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import type { Fact } from '../../../../components/facts/facts.tsx';
import type { Act } from '../../../../lib/session/act.ts';
import { needsOthers, useDecidingWords } from '../../../../lib/council/deciding.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { PlaceNames } from '../../../../lib/territories/place-names.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { mediaText } from '../../../../lib/territories/window-text.ts';
import type { Council } from '../../desk/model/council.ts';
import { type GrantDraft, parseShare } from '../model/grant.ts';
import { grantText } from '../words/grant-text.ts';

interface GrantSheetProps {
  readonly title: string;
  readonly object: ReactNode;
  readonly council: Council;
  readonly holder: string;
  readonly draft: GrantDraft;
  /** The contract's own name for it, under Details. */
  readonly actName: string;
  readonly act: Act<unknown>;
  onSign(): void;
  onClose(): void;
}

/** Exactly what a council signs when it says yes. */
export function GrantSheet({
  title,
  object,
  council,
  holder,
  draft,
  actName,
  act,
  onSign,
  onClose,
}: GrantSheetProps) {
  const t = useText(grantText);
  const facts = useGrantFacts(draft);
  const deciding = useDecidingWords();
  const { safe } = council;
  return (
    <BindingSheet
      title={title}
      verb={needsOthers(safe) ? t('propose') : t('sign')}
      facts={[{ name: t('facts.object'), value: object }, ...facts]}
      concerns={t('concerns', { holder })}
      cost={t('cost')}
      undo={t('undo')}
      details={<p>{t('details', { act: actName })}</p>}
      act={act}
      onSign={onSign}
      onClose={onClose}
    >
      {safe !== null && <p>{deciding('you', safe)}</p>}
    </BindingSheet>
  );
}

/** What a consent permits, by name. */
export function useGrantFacts(
  draft: Pick<GrantDraft, 'media' | 'territories' | 'lastDay' | 'share' | 'rights'>,
): Fact[] {
  const t = useText(grantText);
  const { language } = useLanguage();
  const formats = useFormats();
  const rights = draft.rights.map((right) => t(`rightsNames.${right}`));
  return [
    { name: t('facts.uses'), value: mediaText(draft.media, language) },
    { name: t('facts.places'), value: <PlaceNames codes={draft.territories} /> },
    { name: t('facts.until'), value: t('untilDay', { day: formats.day(draft.lastDay) }) },
    { name: t('facts.share'), value: formats.share(parseShare(draft.share) ?? 0) },
    { name: t('facts.passOn'), value: rights.length === 0 ? t('facts.passOnNot') : formats.list(rights) },
  ];
}
