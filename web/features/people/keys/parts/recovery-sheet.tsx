import type { ReactNode } from 'react';
import { QrCode } from '../../../../components/facts/qr-code.tsx';
import css from './recovery-sheet.module.css';
import { sheetText } from '../words/sheet-text.ts';

interface RecoverySheetProps {
  readonly words: readonly string[];
  /** Null for a key without an account. */
  readonly name: string | null;
  readonly address: string;
}

/** One A4 page that restores a key, in both languages: whoever finds it in thirty years reads one of them. */
export function RecoverySheet({ words, name, address }: RecoverySheetProps) {
  const facts: readonly (readonly [keyof typeof sheetText.en, ReactNode])[] = [
    ...(name === null ? [] : [['name', name] as const]),
    ['platform', window.location.origin],
    ['address', <code key="address">{address}</code>],
    ['made', new Date().toISOString().slice(0, 10)],
  ];
  return (
    <section className={css['paper']} data-sheet aria-labelledby="recovery-sheet">
      <div className={css['head']}>
        <h2 id="recovery-sheet">
          <Both name="title" />
        </h2>
        <span className={css['brand']} lang="zh-CN">
          {sheetText.zh.brand}
        </span>
      </div>
      <Pair name="what" />
      <div className={css['danger']}>
        <Pair name="danger" />
      </div>
      <div>
        <p id="recovery-words">
          <Both name="words" />
        </p>
        <ol role="list" className={css['words']} aria-labelledby="recovery-words" lang="en" translate="no">
          {words.map((word, at) => (
            // The same word may stand at two places.
            <li key={`${String(at)} ${word}`}>
              <span className={css['number']}>{at + 1}</span>
              {word}
            </li>
          ))}
        </ol>
      </div>
      <div className={css['about']}>
        <dl className={css['facts']}>
          {facts.map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>
                <Both name={label} />
              </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <AddressCode address={address} />
      </div>
      <div className={css['small']}>
        <h3>
          <Both name="keepTitle" />
        </h3>
        <Pair name="keep" />
      </div>
      <div className={css['small']}>
        <h3>
          <Both name="lostTitle" />
        </h3>
        <Pair name="lost" />
      </div>
      <p className={css['kept']}>
        <Both name="keptBy" />
      </p>
    </section>
  );
}

function Both({ name }: { readonly name: keyof typeof sheetText.en }) {
  return (
    <>
      <span lang="en">{sheetText.en[name]}</span> <span lang="zh-CN">{sheetText.zh[name]}</span>
    </>
  );
}

function Pair({ name }: { readonly name: keyof typeof sheetText.en }) {
  return (
    <div className={css['both']}>
      <p lang="en">{sheetText.en[name]}</p>
      <p lang="zh-CN">{sheetText.zh[name]}</p>
    </div>
  );
}

function AddressCode({ address }: { readonly address: string }) {
  return (
    <div className={css['qr']}>
      <QrCode text={address} label={`${sheetText.en.qrLabel} ${sheetText.zh.qrLabel}`} />
      <Both name="qr" />
    </div>
  );
}
