// CommonJS syntax: Hardhat 2 loads this file as CommonJS, whatever tsconfig.json says about the rest.
import config = require('hardhat/config');
import taskNames = require('hardhat/builtin-tasks/task-names');
import type { HardhatUserConfig } from 'hardhat/config';

// The compiler comes from npm: Hardhat's own download is impossible offline.
config.subtask(taskNames.TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD, async () => ({
  compilerPath: require.resolve('solc/soljson.js'),
  isSolcJs: true,
  version: '0.8.28',
  longVersion: '0.8.28+commit.7893614a',
}));

const compiler = {
  version: '0.8.28',
  settings: {
    viaIR: true,
    evmVersion: 'cancun',
    optimizer: { enabled: true, runs: 10_000 },
    // No hash of sources and settings in the bytecode: a comment must not change what is deployed.
    metadata: { bytecodeHash: 'none' },
    outputSelection: { '*': { '*': ['storageLayout'] } },
  },
};

const userConfig: HardhatUserConfig = {
  solidity: { compilers: [compiler] },
};

export = userConfig;
