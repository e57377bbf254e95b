import { defineText } from '../../../lib/language/text.ts';

export const rulesText = defineText({
  en: {
    title: 'The rules',
    lead: 'These rules are carried out by programs on a public record, not by anybody’s promise. Nobody can make an exception: not the operator, not the accreditor. Each rule says which program enforces it, so that you can read it and ask it.',
    now: 'As it stands now',
    nowLead: 'Read from the public record and the log while you look.',
    sales: 'New sales',
    salesOpen: 'Open',
    salesPaused: 'Paused. What was sold stays valid, and payouts go on.',
    log: 'Beyond change',
    logValue: 'The first {count} statements, since {time}',
    logNone: 'Nothing yet',
    organizations: 'Organizations',
    organizationsValue: '{count}',
    accreditor: 'Accreditor',
    accreditorNone: 'Not named yet: nobody can be admitted',
    accreditorKey: 'Named; the key stands under Details',
    operatorShare: 'The operator’s share of every price',
    operatorDelay: 'The operator waits',
    operatorDelayHint: '{time} in the open, before another sealing key counts',
    accreditorDelay: 'Admissions wait',
    noDelay: 'not at all',
    days: '{count, plural, one {# day} other {# days}}',
    seconds: '{count, plural, one {# second} other {# seconds}}',
    administrators: 'Administrators of the rules',
    nobodyIs: 'Nobody',
    administratorsValue:
      '{count, plural, one {# key} other {# keys}}. Do not rely on the rules until there is none.',
    guardians: 'May pause sales',
    keys: '{count, plural, one {# key} other {# keys}}',
    unknown: 'Could not be read',
    unknownHint: 'This node does not answer that question. The rule holds all the same.',
    details: 'Keys and addresses',
    sealer: 'Sealing key',
    operatorKeys: 'Operator’s keys',
    accreditorKeys: 'Accreditor’s keys',
    guardianKeys: 'Keys that may pause',
    chain: 'Chain',
    groups: {
      history: 'Nobody can rewrite history',
      consent: 'No license without the community’s consent',
      money: 'The community’s share',
      exclusivity: 'What is sold once is not sold twice',
      stopping: 'Who can stop sales',
      limits: 'Who can’t do what',
    },
    rules: {
      appendOnly:
        'What stands in the log stays there. A new state of the log is accepted only with a proof that it begins with everything that was there before; nobody can take out, change or slip in a statement, the operator included.',
      ownSignature:
        'An organization’s statement counts only with the signature of a key that was its own at that moment. Removing a key ends what it can sign; what it signed before stays valid.',
      liveConsent:
        'No license is sold, renewed, passed on in part or invoiced unless the community’s council consents at that very moment: to this medium, these places, these days, this share, and to today’s holder of the asset.',
      oneUse:
        'Besides, a council may permit one organization one license: for this use, these places and days, and not below this price. The first sale that needs it uses it up, and nobody else can buy by it. An offer to one organization can be taken by that one alone.',
      withdrawal:
        'The council’s no takes effect at once: from that moment nothing new is sold. Licenses that were sold before stay as they were sold; no withdrawal can undo a purchase, unless its own terms say so.',
      councilSeat:
        'A council is replaced only by its own word. If it has lost its key, the accreditor may propose another, and the council has 30 days to say no.',
      share:
        'The community’s share is part of every price and is credited in the same instant as the sale. A share is never lowered while a consent lasts; to ask for less, the council withdraws it and waits seven days. The operator’s own share was fixed at the beginning and can never be raised.',
      payout:
        'What was credited belongs to its owner. It is paid to the owner’s address and nowhere else; anybody may have it paid out, nobody can stop it, not even while sales are paused.',
      exclusive:
        'An exclusive license and any other license of the same asset never overlap in medium, place and days, but for parts that its own licensee passes on. Of two buyers at the same moment one gets it; the other is told what stands in the way.',
      sameTerms:
        'A buyer gets exactly the terms and the price that were shown, or nothing. A license carries the fingerprint of its terms as its number, so that nobody can change what it says.',
      soldVersion:
        'A license names the version that was sold, and opens its files. A later version changes nothing about it; the licensee may take that one too, by an act of its own, unless the terms fix the version.',
      dispute:
        'A community’s council or an auditor can dispute an asset. While a dispute is open nothing new of it is sold. It ends when they take it back, or by the accreditor’s decision, with reasons for all to read. The same organization then waits 30 days before it disputes the same asset again, unless the accreditor allows it earlier.',
      suspension:
        'The accreditor can suspend an institution, a studio or an auditor, never a community, with a reason and seven days’ notice in the open. It can then not publish, offer, buy or dispute. What was sold stays, and the suspension can be lifted.',
      takenDown:
        'The keeper of an asset, or its community’s council, can have it or a part of it erased, with a reason for all to read. That it was, when and by whom stays in the log; licenses that were sold stay.',
      pause:
        'In an emergency the guardians, the accreditor and the operator at first, can pause all new sales, and each can end the pause. Payouts, withdrawals of consent and reading never pause.',
      operator:
        'The operator runs the computers. It can’t admit anybody, consent, sell, raise a share, touch money or rewrite the log. It may leave out or delay what you send, but can’t change it: you see at once that it isn’t there.',
      accreditor:
        'The accreditor says who is a community or an institution. It can’t consent for them, overrule a council’s no, change a share, take money or remove an organization’s keys.',
      nobody:
        'Nobody administers these rules. Who set them up gave up every power when that was done. They can’t be exchanged: new rules would be a new record, which the log would have to name in the open.',
      delays:
        'What could do harm waits in the open, so that others can act first: seven days for another sealing key, 30 days for a council proposed by the accreditor, seven days before a lower share and before a suspension.',
    },
    source: 'Program',
    address: 'Address',
    ask: 'Ask the contract yourself',
    askNow: 'Ask now',
    asking: 'Asking …',
    answer: 'It answers',
    askOpen: 'Put in the identifiers that you want to know about, then ask with any tool, for example:',
    askClosed: 'The same from any computer, without this page:',
  },
  zh: {
    title: '规则',
    lead: '这些规则由公开记录上的程序执行，而非凭谁的承诺。任何人都不能破例，运营方和认证机构也不例外。每条规则都注明由哪个程序执行，您可以阅读它，也可以向它查询。',
    now: '目前状况',
    nowLead: '在您查看时从公开记录与日志读取。',
    sales: '新的销售',
    salesOpen: '开放',
    salesPaused: '已暂停。已售出的仍然有效，付款照常进行。',
    log: '不可再改',
    logValue: '前 {count} 条声明，自{time}起',
    logNone: '尚无',
    organizations: '机构',
    organizationsValue: '{count} 家',
    accreditor: '认证机构',
    accreditorNone: '尚未指定：目前无法接纳任何机构',
    accreditorKey: '已指定；密钥见“密钥与地址”',
    operatorShare: '运营方在每笔价款中的份额',
    operatorDelay: '运营方须等待',
    operatorDelayHint: '公示 {time} 后，更换的封存密钥才生效',
    accreditorDelay: '接纳机构须等待',
    noDelay: '无须等待',
    days: '{count} 天',
    seconds: '{count} 秒',
    administrators: '规则的管理者',
    nobodyIs: '无',
    administratorsValue: '{count} 个密钥。在归零之前，请勿依赖这些规则。',
    guardians: '可暂停销售者',
    keys: '{count} 个密钥',
    unknown: '未能读取',
    unknownHint: '此节点不回答这一问题，但规则照样有效。',
    details: '密钥与地址',
    sealer: '封存密钥',
    operatorKeys: '运营方的密钥',
    accreditorKeys: '认证机构的密钥',
    guardianKeys: '可暂停销售的密钥',
    chain: '链',
    groups: {
      history: '历史无人能改写',
      consent: '没有社区同意，就没有许可',
      money: '社区的分成',
      exclusivity: '不会一物二卖',
      stopping: '谁能叫停销售',
      limits: '谁不能做什么',
    },
    rules: {
      appendOnly:
        '写入日志的，就一直在那里。日志的新状态必须附有证明，表明它以此前的全部内容开头，才会被接受；任何人都不能抽走、改动或插入一条声明，运营方也不能。',
      ownSignature:
        '机构的声明，须由当时属于该机构的密钥签署才算数。移除密钥，它便不能再签；此前所签的仍然有效。',
      liveConsent:
        '每次出售、续期、分授或开票，都须社区议事会在那一刻正表示同意：同意这种媒介、这些地域、这段日期、这一分成，且同意的对象正是资产当前的持有机构。否则不能成交。',
      oneUse:
        '此外，议事会可以只准许一家机构取得一份许可：限于这一用途、这些地域与日期，且价款不低于此数。凡须依据此项的出售，首次成交即用完；其他机构不能据此购买。只向一家机构发出的要约，也只有该机构可以接受。',
      withdrawal:
        '议事会说“不”，立即生效：从那一刻起不再有新的销售。此前售出的许可照旧；除非许可条款自身另有约定，撤回不能推翻已完成的购买。',
      councilSeat:
        '议事会只能由它自己决定更替。若它失去密钥，认证机构可以提名新的议事会，原议事会有 30 天时间否决。',
      share:
        '社区的分成是每笔价款的一部分，在成交的同一刻记入其名下。同意有效期间分成不会降低；若要降低，须由议事会先撤回，并等满七天。运营方自己的份额一开始就已定死，永远不能提高。',
      payout:
        '记在谁名下的钱就是谁的，只会付到其本人的收款地址。任何人都可以代为发起支付，谁也无法阻拦，暂停销售期间也不例外。',
      exclusive:
        '独占许可与同一资产的任何其他许可，在媒介、地域、日期上绝不重叠，除非是独占方自己分授的部分。两人同时购买，只有一人成交，另一人会得知原因。',
      sameTerms:
        '买方得到的，正是所显示的条款与价格，否则不成交。许可以条款的指纹为编号，因此没有人能改动其内容。',
      soldVersion:
        '许可载明所售的版本，并开放该版本的文件。此后的新版本不影响它；除非条款限定版本，被许可方可以自行操作，一并取用新版本。',
      dispute:
        '社区议事会或审计机构可以对资产提出争议。争议未决期间，该资产不再有新的销售。争议由提出者撤回，或由认证机构裁决而告终，理由公开可查。裁决之后，同一机构须等满 30 天才能再次对同一资产提出争议，除非认证机构准许提前。',
      suspension:
        '认证机构可以暂停收藏机构、制片方或审计方的资格，但不能暂停社区；须说明理由，并提前七天公示。暂停期间不能发布、发出要约、购买或提出争议。已售出的不受影响，暂停也可以解除。',
      takenDown:
        '资产的保管方或其社区的议事会，可以将该资产或其一部分删除，理由公开可查。何时、由谁删除，仍留在日志中；已售出的许可不受影响。',
      pause:
        '遇紧急情况，监护人（起初为认证机构与运营方）可以暂停所有新的销售，也都可以恢复。付款、撤回同意与查阅从不暂停。',
      operator:
        '运营方负责运行计算机。它不能接纳机构、表示同意、出售许可、提高份额、动用款项或改写日志。它可以不发送或拖延您提交的内容，但不能改动；没有送达，您立刻就能看出。',
      accreditor:
        '认证机构认定谁是社区、谁是机构。它不能代为同意，不能推翻议事会的否决，不能更改分成、取走款项，也不能移除机构的密钥。',
      nobody:
        '没有人管理这些规则。搭建者在完成之时已放弃全部权限。规则不能被替换：新规则意味着新的记录，并须在日志中公开载明。',
      delays:
        '可能造成损害的事，都要先公示等待，让他人来得及应对：更换封存密钥七天，认证机构提名议事会 30 天，降低分成七天，暂停机构资格七天。',
    },
    source: '程序',
    address: '地址',
    ask: '自行查询合约',
    askNow: '立即查询',
    asking: '正在查询……',
    answer: '它的回答',
    askOpen: '填入您想了解的标识，用任何工具查询，例如：',
    askClosed: '不经本页，从任何计算机查询：',
  },
});
