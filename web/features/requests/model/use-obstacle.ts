import { useTooLong } from '../../../components/forms/use-too-long.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { pickText } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { answerText } from '../words/answer-text.ts';
import { askText } from '../words/ask-text.ts';
import { fileText } from '../words/file-text.ts';
import { threadText } from '../words/thread-text.ts';
import type { Answering } from './answer.ts';
import { type ChosenFile, isUnready } from './chosen-file.ts';
import type { ShownRequest } from './documents.ts';
import type { Letter } from './letters.ts';
import { writtenAfter } from './shown-request.ts';

/** Of a letter, a message or a word to an answer. */
export const MOST_CHARACTERS = 10_000;

/** Why a message is not sent as it is, in a sentence; null when nothing is in the way. */
export function useMessageObstacle(message: string, files: readonly ChosenFile[]): string | null {
  const t = useText(fileText);
  const tooLong = useTooLong(message, MOST_CHARACTERS);
  if (tooLong !== null) return tooLong;
  if (!isUnready(files)) return null;
  return t(files.some(({ fault }) => fault !== null) ? 'refusedFirst' : 'sendingFirst');
}

interface AskObstacles {
  readonly letters: readonly Letter[];
  /** The call takes no proposals, or is none. */
  readonly isCallOver: boolean;
  readonly message: string;
  readonly files: readonly ChosenFile[];
}

/** Why nothing is asked as it is. */
export function useAskObstacle({ letters, isCallOver, message, files }: AskObstacles): string | null {
  const t = useText(askText);
  const { language } = useLanguage();
  const { day } = useFormats();
  const ofMessage = useMessageObstacle(message, files);
  if (isCallOver) return t('callHinders');
  const obstacle = letters.find((letter) => letter.obstacle !== null)?.obstacle ?? null;
  if (obstacle === null) return ofMessage;
  const why =
    obstacle.kind === 'closed'
      ? t('closed', {
          who: pickText(obstacle.by.name, language)?.text ?? obstacle.by.slug,
          day: day(obstacle.until),
        })
      : t(obstacle.kind);
  return letters.length > 1 ? t('letterHinders', { why }) : why;
}

interface AnswerObstacle {
  readonly obstacle: string | null;
  /** What leaves the sheet, where that leads on. */
  readonly cancel: string | undefined;
}

/** Why an answer is not sent as it is: another entry is a conflict, and a text can be too long. */
export function useAnswerObstacle(
  { kind, request }: Answering,
  { present, message }: { readonly present: ShownRequest; readonly message: string },
): AnswerObstacle {
  const t = useText(answerText);
  const words = useText(threadText);
  const { me } = useSession();
  const tooLong = useTooLong(message, MOST_CHARACTERS);
  const after = request.lastSequence;
  const account = me?.address.toLowerCase() ?? '';
  const hasChanged =
    kind === 'agree'
      ? // An own yes stands already where its signature failed; that is gone on with.
        writtenAfter(present.entries, { after, account }).length > 0
      : kind !== 'goOn' && present.lastSequence > after;
  return hasChanged
    ? { obstacle: t('hasChanged'), cancel: words('look') }
    : { obstacle: tooLong, cancel: undefined };
}
