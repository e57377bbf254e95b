import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { pickText, request } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { ASK_BACK, type Organization, REFUSE } from '../../operation/model/documents.ts';
import { requestText } from '../words/request-text.ts';

export type RequestSaying = 'askBack' | 'refuse';

interface RequestSheetProps {
  readonly organization: Organization;
  readonly saying: RequestSaying;
  onClose(): void;
}

/** The accreditor asks back, or says no and why. */
export function RequestSheet({ organization, saying, onClose }: RequestSheetProps) {
  const t = useText(requestText);
  const { language } = useLanguage();
  const cache = useQueryClient();
  const [words, setWords] = useState('');
  const name = pickText(organization.name, language)?.text ?? organization.slug;
  const say = async () => {
    const variables = { id: organization.id, words: words.trim() };
    await (saying === 'askBack' ? request(ASK_BACK, variables) : request(REFUSE, variables));
    await cache.invalidateQueries();
  };
  return (
    <ActSheet
      title={t(`${saying}Title`, { name })}
      verb={t(`${saying}Verb`)}
      kind={saying === 'refuse' ? 'act' : 'main'}
      isReady={words.trim() !== ''}
      act={say}
      onClose={onClose}
    >
      <p>{t(`${saying}Lead`)}</p>
      <TextField
        label={t(`${saying}Field`)}
        rows={5}
        maxLength={4000}
        value={words}
        onChange={setWords}
        isRequired
        autoFocus
      />
    </ActSheet>
  );
}
