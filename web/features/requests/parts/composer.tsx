import { useState } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { errorCode } from '../../../lib/session/error-text.ts';
import { useTask } from '../../../lib/session/task.ts';
import { useKept } from '../../../lib/session/use-kept.ts';
import { type ChosenFile, idsOf } from '../model/chosen-file.ts';
import type { ShownRequest } from '../model/documents.ts';
import { MOST_CHARACTERS, useMessageObstacle } from '../model/use-obstacle.ts';
import { useReply } from '../model/use-request.ts';
import type { Voice } from '../model/voices.ts';
import { threadText } from '../words/thread-text.ts';
import { FileField } from './files/file-field.tsx';
import { Meanwhile } from './meanwhile.tsx';
import css from './requests.module.css';

interface ComposerProps {
  readonly request: ShownRequest;
  readonly voice: Voice;
}

/** A message to all parties. */
export function Composer({ request, voice }: ComposerProps) {
  const t = useText(threadText);
  const [text, write] = useKept(`request.${request.id}.message`);
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [isTried, setIsTried] = useState(false);
  const [sentAfter, setSentAfter] = useState(request.lastSequence);
  const reply = useReply(request);
  const task = useTask();
  const obstacle = useMessageObstacle(text, files);
  const isEmpty = text.trim() === '' && files.length === 0;
  const send = async () => {
    setIsTried(isEmpty);
    if (isEmpty || obstacle !== null) return;
    const after = request.lastSequence;
    setSentAfter(after);
    const sent = await task.run(() =>
      reply({ kind: 'MESSAGE', after, voice, message: text, files: idsOf(files) }),
    );
    if (sent === null) return;
    write('');
    setFiles([]);
  };
  const isConflict = task.error !== null && errorCode(task.error) === 'CONFLICT';
  return (
    <form
      className={css['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {isConflict && <Meanwhile request={request} after={sentAfter} />}
      <TextField
        label={t('message')}
        hint={t('messageHint')}
        rows={4}
        limit={MOST_CHARACTERS}
        value={text}
        error={isTried && isEmpty ? t('messageMissing') : null}
        onChange={write}
      />
      <FileField
        target={{ request: request.id }}
        files={files}
        onChange={setFiles}
        isDisabled={task.isBusy}
      />
      {task.error !== null && !(isConflict && request.lastSequence > sentAfter) && (
        <ErrorNotice error={task.error} />
      )}
      {obstacle !== null && <p className={css['obstacle']}>{obstacle}</p>}
      <div>
        <Button type="submit" isDisabled={task.isBusy || obstacle !== null}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
}
