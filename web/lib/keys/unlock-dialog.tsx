import { type SyntheticEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { TextField } from '../../components/field.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { componentText } from '../../components/text.ts';
import type { Signer } from '@lanran/client/signer';
import type { UnlockDialogProps } from '../session.tsx';
import { useText } from '../text.ts';
import type { Identity } from './identity.ts';
import { keysText } from './text.ts';

/** Asks for what opens the remembered key, when something is to be signed. */
export function UnlockDialog({ identity, onUnlocked, onCancel }: UnlockDialogProps) {
  const t = useText(keysText);
  const shared = useText(componentText);
  const [passphrase, setPassphrase] = useState('');
  const [isOpening, setIsOpening] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (identity === null || isOpening) return;
    setIsOpening(true);
    setError(null);
    try {
      onUnlocked(await openIdentity(identity, passphrase));
    } catch (cause) {
      setError(cause);
      setIsOpening(false);
    }
  };
  const verb = identity?.kind === 'wallet' ? t('connect') : identity?.kind === 'demo' ? t('use') : t('open');
  return (
    <Sheet title={t('title')} onClose={onCancel} canClose={!isOpening}>
      <form onSubmit={(event) => void open(event)}>
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
        {error !== null && <ErrorNotice error={error} />}
        <p>
          <Button onPress={onCancel} isDisabled={isOpening}>
            {shared('cancel')}
          </Button>{' '}
          {identity !== null && (
            <Button type="submit" kind="main" isDisabled={isOpening}>
              {isOpening ? t('opening') : verb}
            </Button>
          )}
        </p>
      </form>
    </Sheet>
  );
}

function IdentityLine({ identity }: { readonly identity: Identity | null }) {
  const t = useText(keysText);
  if (identity === null) return <p>{t('none')}</p>;
  if (identity.kind === 'account') return <p>{t('account', { name: identity.name })}</p>;
  if (identity.kind === 'demo') return <p>{t('demo', { name: identity.name })}</p>;
  return <p>{t('wallet')}</p>;
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
