import { defineText } from '../language/text.ts';

export const keysText = defineText({
  en: {
    title: 'Open your key',
    account:
      'Your key signs in this browser. The passphrase of {name} opens it; the platform never hears it.',
    passphrase: 'Passphrase',
    open: 'Open',
    opening: 'Opening …',
    wallet: 'Your wallet asks you in its own window. Unlock it there, then go on.',
    connect: 'Connect the wallet',
    noWallet: 'The wallet you signed in with is not in this browser. Install or enable it, or sign in again.',
    demo: 'Use the demo key of {name}.',
    use: 'Use it',
    none: 'To sign, first sign in with your key.',
    signIn: 'Sign in',
    wrongKey:
      'That wallet holds another key than the one you signed in with ({address}). Choose that account in it.',
  },
  zh: {
    title: '打开您的密钥',
    account: '您的密钥在此浏览器中签署。用 {name} 的口令打开它；平台不会得知口令。',
    passphrase: '口令',
    open: '打开',
    opening: '正在打开……',
    wallet: '您的钱包会在自己的窗口中询问您。请先在那里解锁，再继续。',
    connect: '连接钱包',
    noWallet: '此浏览器中没有您登录时所用的钱包。请安装或启用它，或重新登录。',
    demo: '使用 {name} 的演示密钥。',
    use: '使用',
    none: '签署之前，请先用您的密钥登录。',
    signIn: '登录',
    wrongKey: '该钱包中的密钥不是您登录所用的（{address}）。请在钱包中选择该账户。',
  },
});
