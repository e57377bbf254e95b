import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../components/forms/button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { TextField } from '../../components/forms/field.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { Progress } from '../../components/page/progress.tsx';
import { Sheet } from '../../components/forms/sheet.tsx';
import { componentText } from '../../components/page/text.ts';
import type { Signer } from '@lanran/sdk/kernel/signer';
import { errorCode } from '../session/error-text.ts';
import type { UnlockDialogProps } from '../session/session.tsx';
import { useText } from '../language/text.ts';
import type { Identity } from './identity.ts';
import { keysText } from './text.ts';
import css from './unlock-dialog.module.css';

/** Asks for what opens the remembered key, when something is to be signed. A demo key asks nothing: nobody guards it. */
export function UnlockDialog({ identity, onUnlocked, onCancel }: UnlockDialogProps) {
  const t = useText(keysText);
  const shared = useText(componentText);
  const [passphrase, setPassphrase] = useState('');
  const [isOpening, setIsOpening] = useState(identity?.kind === 'demo');
  const [error, setError] = useState<unknown>(null);
  const isOver = useRef(false);
  // A wallet may never answer, or late: nobody waits for it any more.
  const cancel = () => {
    isOver.current = true;
    onCancel();
  };
  const open = async () => {
    if (identity === null) return;
    setIsOpening(true);
    setError(null);
    try {
      const signer = await openIdentity(identity, passphrase);
      if (!isOver.current) onUnlocked(signer);
    } catch (cause) {
      setError(cause);
      setIsOpening(false);
    }
  };
  useOnce(() => {
    if (identity?.kind === 'demo') void open();
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isOpening) void open();
  };
  if (identity?.kind === 'demo' && isOpening) return null;
  const verb = identity?.kind === 'wallet' ? t('connect') : identity?.kind === 'demo' ? t('use') : t('open');
  return (
    <Sheet title={t('title')} onClose={cancel}>
      <form className={css['form']} onSubmit={submit}>
        <IdentityLine identity={identity} />
        {identity?.kind === 'account' && (
          <TextField
            label={t('passphrase')}
            type="password"
            autoComplete="current-password"
            value={passphrase}
            onChange={setPassphrase}
            autoFocus
          />
        )}
        {isOpening && identity?.kind === 'account' && <Progress label={t('opening')} value={null} />}
        {error !== null && <Refusal error={error} address={identity?.address ?? ''} />}
        <div className={css['row']}>
          <Button onPress={cancel}>{shared('cancel')}</Button>
          {identity === null ? (
            <Button kind="main" onPress={signInHere}>
              {t('signIn')}
            </Button>
          ) : (
            <Button type="submit" kind="main" isDisabled={isOpening}>
              {isOpening ? t('opening') : verb}
            </Button>
          )}
        </div>
      </form>
    </Sheet>
  );
}

/** Signing in leads back to where something was to be signed. The dialog stands outside the router. */
function signInHere(): void {
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

/** Also under StrictMode, which runs effects twice. */
function useOnce(work: () => void): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    work();
  });
}

function IdentityLine({ identity }: { readonly identity: Identity | null }) {
  const t = useText(keysText);
  if (identity === null) return <p>{t('none')}</p>;
  if (identity.kind === 'account') return <p>{t('account', { name: identity.name })}</p>;
  if (identity.kind === 'demo') return <p>{t('demo', { name: identity.name })}</p>;
  return <p>{t('wallet')}</p>;
}

function Refusal({ error, address }: { readonly error: unknown; readonly address: string }) {
  const t = useText(keysText);
  const code = errorCode(error);
  if (code !== 'NO_WALLET' && code !== 'WRONG_KEY') return <ErrorNotice error={error} />;
  return (
    <Notice tone="refused" isLive>
      <p>{code === 'NO_WALLET' ? t('noWallet') : t('wrongKey', { address })}</p>
    </Notice>
  );
}

async function openIdentity(identity: Identity, passphrase: string): Promise<Signer> {
  const { openAccount, openDemo, openWallet } = await import('./open-identity.ts');
  switch (identity.kind) {
    case 'account':
      return openAccount(identity, passphrase);
    case 'demo':
      return openDemo(identity);
    case 'wallet':
      return openWallet(identity);
  }
}
