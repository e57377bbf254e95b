import { useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { componentText } from '../../../../components/page/text.ts';
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
  const shared = useText(componentText);
  const { language } = useLanguage();
  const cache = useQueryClient();
  const [words, setWords] = useState('');
  const [isWorking, setIsWorking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const name = pickText(organization.name, language)?.text ?? organization.slug;
  const isEmpty = words.trim() === '';
  const say = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (isWorking || isEmpty) return;
    setIsWorking(true);
    setError(null);
    try {
      const variables = { id: organization.id, words: words.trim() };
      await (saying === 'askBack' ? request(ASK_BACK, variables) : request(REFUSE, variables));
      await cache.invalidateQueries();
      onClose();
    } catch (cause) {
      setError(cause);
    } finally {
      setIsWorking(false);
    }
  };
  return (
    <Sheet
      title={t(`${saying}Title`, { name })}
      onClose={onClose}
      canClose={!isWorking}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isWorking}>
            {shared('cancel')}
          </Button>
          <Button
            kind={saying === 'refuse' ? 'act' : 'main'}
            type="submit"
            form="request-words"
            isDisabled={isWorking || isEmpty}
          >
            {t(`${saying}Verb`)}
          </Button>
        </>
      }
    >
      <p>{t(`${saying}Lead`)}</p>
      <form id="request-words" onSubmit={(event) => void say(event)}>
        <TextField
          label={t(`${saying}Field`)}
          rows={5}
          maxLength={4000}
          value={words}
          onChange={setWords}
          isRequired
          autoFocus
        />
      </form>
      {error !== null && <ErrorNotice error={error} />}
    </Sheet>
  );
}
