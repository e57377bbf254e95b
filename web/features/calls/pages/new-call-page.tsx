import { useRef } from 'react';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { useNavigate, useSearchParams } from 'react-router';
import { SelectField } from '../../../components/forms/select-field.tsx';
import { Page } from '../../../components/page/page.tsx';
import { useKeptDraft } from '../../../lib/kept/use-kept-draft.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { pickText } from '../../../lib/session/api.ts';
import { type CallDraft, EMPTY_DRAFT, readDraft } from '../model/call-draft.ts';
import { type Opener, useCallActs } from '../model/use-call.ts';
import { CallForm } from '../parts/call-form.tsx';
import { ForOpeners } from '../parts/for-openers.tsx';
import { formText } from '../words/form-text.ts';

/** Opens a call for an institution or community. */
export function NewCallPage() {
  const t = useText(formText);
  return <ForOpeners title={t('openTitle')}>{(openers) => <Chosen openers={openers} />}</ForOpeners>;
}

function Chosen({ openers }: { readonly openers: readonly [Opener, ...Opener[]] }) {
  const [address, setAddress] = useSearchParams();
  const named = address.get('organization');
  const opener = openers.find(({ id, slug }) => [id, slug].includes(named ?? '')) ?? openers[0];
  const choose = (id: string) => {
    const next = new URLSearchParams(address);
    next.set('organization', id);
    setAddress(next, { replace: true });
  };
  return <NewCall key={opener.id} opener={opener} openers={openers} onChoose={choose} />;
}

interface NewCallProps {
  readonly opener: Opener;
  readonly openers: readonly Opener[];
  onChoose(id: string): void;
}

/** The same call sent again is opened once. */
interface Tried {
  readonly draft: CallDraft;
  readonly batch: string;
}

function NewCall({ opener, openers, onChoose }: NewCallProps) {
  const t = useText(formText);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const acts = useCallActs();
  const tried = useRef<Tried | null>(null);
  const editing = useKeptDraft({ name: `call.new.${opener.id}`, present: EMPTY_DRAFT, read: readDraft });
  const nameOf = ({ name, slug }: Opener) => pickText(name, language)?.text ?? slug;
  return (
    <Page title={t('openTitle')} lead={<p>{t('openLead')}</p>}>
      <CallForm
        opener={opener}
        editing={{ ...editing, isOvertaken: false }}
        verb={t('open')}
        busyVerb={t('opening')}
        send={async (draft) => {
          if (tried.current?.draft !== draft) tried.current = { draft, batch: randomBytes32().slice(2, 50) };
          const id = await acts.open(opener.id, draft, tried.current.batch);
          editing.startOver();
          await navigate(`/calls/${id}`);
        }}
      >
        {openers.length > 1 ? (
          <SelectField
            label={t('organization')}
            value={opener.id}
            choices={openers.map((each) => ({ value: each.id, label: nameOf(each) }))}
            onChange={onChoose}
          />
        ) : (
          <p>{nameOf(opener)}</p>
        )}
      </CallForm>
    </Page>
  );
}
