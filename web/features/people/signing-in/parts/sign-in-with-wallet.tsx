import { useEffect, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import type { AnnouncedWallet } from '../../../../lib/keys/wallets.ts';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './people.module.css';
import { peopleText } from '../words/text.ts';
import { useTask } from '../../../../lib/session/task.ts';

/** Wallets that this browser has (EIP-6963): an equal choice. */
export function WalletWay({ onSignedIn }: { onSignedIn(): void }) {
  const t = useText(peopleText);
  const { signIn } = useSession();
  const task = useTask();
  const wallets = useWallets();
  const use = async (wallet: AnnouncedWallet) => {
    const done = await task.run(async () => {
      const [{ connectWallet }, { walletChain }] = await Promise.all([
        import('../../../../lib/keys/wallets.ts'),
        import('../../../../lib/keys/open-identity.ts'),
      ]);
      const signer = await connectWallet(wallet, await walletChain());
      await signIn(signer, { kind: 'wallet', rdns: wallet.rdns, address: signer.address });
      return true;
    });
    if (done === true) onSignedIn();
  };
  return (
    <section className={css['way']} aria-labelledby="way-wallet">
      <h2 id="way-wallet">{t('walletTitle')}</h2>
      <p className={css['soft']}>{t('walletLead')}</p>
      {wallets.length === 0 && <p>{t('walletNone')}</p>}
      <ul role="list" className={css['people']}>
        {wallets.map((wallet) => (
          <li key={wallet.rdns}>
            <Button isDisabled={task.isBusy} onPress={() => void use(wallet)}>
              {wallet.icon !== '' && <img src={wallet.icon} alt="" width={24} height={24} />}
              {t('walletUse', { name: wallet.name })}
            </Button>
          </li>
        ))}
      </ul>
      <div role="status">{task.isBusy && <p>{t('walletAsking')}</p>}</div>
      {task.error !== null && <ErrorNotice error={task.error} />}
    </section>
  );
}

function useWallets(): readonly AnnouncedWallet[] {
  const [wallets, setWallets] = useState<readonly AnnouncedWallet[]>([]);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isOver = false;
    // ethers comes with it, so it is loaded when the page is there.
    void import('../../../../lib/keys/wallets.ts').then(({ watchWallets }) => {
      if (isOver) return;
      stop = watchWallets((found) =>
        setWallets((known) => [...known.filter(({ rdns }) => rdns !== found.rdns), found]),
      );
    });
    return () => {
      isOver = true;
      stop?.();
    };
  }, []);
  return wallets;
}
