import { ButtonLink } from '../../../components/forms/button.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { Answering } from '../model/answer.ts';
import type { ShownRequest } from '../model/documents.ts';
import type { Standing } from '../model/due-acts.ts';
import { groupsOf } from '../model/shown-request.ts';
import type { PendingConsent } from '../model/use-pending-consents.ts';
import type { Voice } from '../model/voices.ts';
import { threadText } from '../words/thread-text.ts';
import { ContractGroup } from './contract-group.tsx';
import css from './requests.module.css';

export interface ContractProps {
  readonly request: ShownRequest;
  /** Null for who only reads. */
  readonly voice: Voice | null;
  /** By asset; null where it can’t be read, absent until it is known. */
  readonly standings: ReadonlyMap<string, Standing | null>;
  /** Null until it is known. */
  readonly pending: readonly PendingConsent[] | null;
  onAnswer(answering: Answering): void;
}

/** The assets of a request with what is on the table for each, and what the reader can do about it. */
export function Contract(props: ContractProps) {
  const { request } = props;
  const t = useText(threadText);
  const community = request.parties.find(({ role }) => role === 'COMMUNITY')?.organization;
  return (
    <section id="terms" aria-labelledby="terms-title" className={css['contract']}>
      <h2 id="terms-title">{t(request.kind === 'USE' ? 'terms' : 'assets')}</h2>
      {groupsOf(request.items).map((group) => (
        <ContractGroup key={group.key} {...props} group={group} />
      ))}
      {request.kind === 'REVIEW' && props.voice?.role === 'COMMUNITY' && community != null && (
        <div>
          <ButtonLink kind="main" to={`/council/${community.id}/asks`}>
            {t('toAsks')}
          </ButtonLink>
        </div>
      )}
    </section>
  );
}
