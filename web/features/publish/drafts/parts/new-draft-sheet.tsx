import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { askPreselected } from '../../../../lib/agreements/own-agreements.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useCommunities } from '../../editor/model/communities.ts';
import { type AssetKind, contentOf, NOTHING_STATED } from '../../editor/model/draft-form.ts';
import { draftsText } from '../words/drafts-text.ts';
import { RadioChoice } from '../../editor/parts/radio-choice.tsx';
import { CREATE_DRAFT } from '../../editor/model/queries.ts';
import { publishText } from '../../editor/words/text.ts';

const KINDS: readonly AssetKind[] = ['PATTERN', 'COSTUME', 'FILM'];
/** Not an id: that somebody said there is none. */
const NONE = 'none';

interface NewDraftSheetProps {
  readonly organizationId: string;
  onClose(): void;
}

/** The few things a draft can't begin without. */
export function NewDraftSheet({ organizationId, onClose }: NewDraftSheetProps) {
  const t = useText(draftsText);
  const words = useText(publishText);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const communities = useCommunities();
  const [kind, setKind] = useState<AssetKind>('PATTERN');
  const [title, setTitle] = useState({ en: '', zh: '' });
  const [community, setCommunity] = useState('');
  const [isTried, setIsTried] = useState(false);
  const hasTitle = title.en.trim() !== '' || title.zh.trim() !== '';
  const begin = async () => {
    setIsTried(true);
    if (!hasTitle || community === '') return null;
    const agreement = await askPreselected(organizationId);
    const content = contentOf({
      kind,
      title,
      access: 'LICENSED',
      community: community === NONE ? null : community,
      description: { en: '', zh: '' },
      terms: [],
      creditLine: '',
      agreement,
      rightsStatement: NOTHING_STATED,
      identifier: '',
      noCommunityReason: '',
      synthetic: false,
    });
    const { createDraft } = await request(CREATE_DRAFT, {
      input: { ...content, terms: [], organizationId },
    });
    return createDraft.id;
  };
  const choices = [
    { value: '', label: t('communityChoose') },
    { value: NONE, label: t('communityNone'), hint: t('communityNoneHint') },
    ...(communities ?? []).map(({ id, slug, name }) => ({
      value: id,
      label: pickText(name, language)?.text ?? slug,
    })),
  ];
  const tongues = language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  return (
    <ActSheet
      title={t('beginTitle')}
      verb={t('begin')}
      busyVerb={t('beginning')}
      act={begin}
      onDone={(id) => navigate(`/publish/${id}`)}
      onClose={onClose}
    >
      <RadioChoice
        label={t('kind')}
        value={kind}
        onChange={(chosen) => setKind(chosen)}
        options={KINDS.map((value) => ({
          value,
          label: words(`kind.${value}`),
          hint: words(`kindHint.${value}`),
        }))}
      />
      {tongues.map((tongue, at) => (
        <TextField
          key={tongue}
          label={words(`field.title.${tongue}`)}
          lang={LANGUAGE_TAGS[tongue]}
          value={title[tongue]}
          onChange={(typed) => setTitle({ ...title, [tongue]: typed })}
          hint={at === 0 ? t('titleHint') : undefined}
          error={at === 0 && isTried && !hasTitle ? t('titleMissing') : null}
        />
      ))}
      <SelectField
        label={t('community')}
        value={community}
        choices={choices}
        onChange={setCommunity}
        error={isTried && community === '' ? t('communityMissing') : null}
      />
    </ActSheet>
  );
}
