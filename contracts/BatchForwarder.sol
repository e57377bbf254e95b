// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC2771Forwarder} from "@openzeppelin/contracts/metatx/ERC2771Forwarder.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

import {IBatchForwarder} from "./interfaces/IBatchForwarder.sol";
import {RFC9162} from "./libraries/RFC9162.sol";

/// @title BatchForwarder
/// @notice OpenZeppelin's forwarder of single requests, and batches of calls under one signature.
contract BatchForwarder is IBatchForwarder, ERC2771Forwarder {
    using BitMaps for BitMaps.BitMap;

    bytes32 private constant BATCH_TYPEHASH = keccak256(
        "ForwardBatch(address from,bytes32 root,uint64 size,uint256 salt,uint48 deadline)"
    );

    mapping(bytes32 batchId => BitMaps.BitMap) private _done;

    constructor(string memory name) ERC2771Forwarder(name) {}

    /// @inheritdoc IBatchForwarder
    function executeCalls(Batch calldata batch, Call[] calldata calls) external {
        if (batch.deadline < block.timestamp) revert BatchForwarderExpired(batch.deadline);
        bytes32 batchId = batchIdOf(batch);
        (address signer, , ) = ECDSA.tryRecoverCalldata(batchId, batch.signature);
        if (signer == address(0) || signer != batch.from) {
            revert BatchForwarderInvalidSigner(signer, batch.from);
        }
        RFC9162.Tree memory tree = RFC9162.Tree(batch.size, batch.root);
        for (uint256 at = 0; at < calls.length; ++at) {
            _checkCall(tree, calls[at]);
            _execute(batchId, signer, calls[at]);
        }
    }

    /// @inheritdoc IBatchForwarder
    function batchIdOf(Batch calldata batch) public view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(BATCH_TYPEHASH, batch.from, batch.root, batch.size, batch.salt, batch.deadline)
                )
            );
    }

    /// @inheritdoc IBatchForwarder
    function isCallDone(bytes32 batchId, uint64 index) external view returns (bool) {
        return _done[batchId].get(index);
    }

    /// @dev Done before it is called, so that no call repeats itself.
    function _execute(bytes32 batchId, address signer, Call calldata call) private {
        if (_done[batchId].get(call.index)) revert BatchForwarderDone(call.index);
        _done[batchId].set(call.index);
        emit CallExecuted(batchId, signer, call.index);
        // What the contracts refuse has few bytes, and they are the platform's own: they trust this forwarder.
        // solhint-disable-next-line avoid-low-level-calls
        (bool isDone, bytes memory reason) = call.to.call(abi.encodePacked(call.data, signer));
        if (!isDone) revert BatchForwarderCallFailed(call.index, reason);
    }

    function _checkCall(RFC9162.Tree memory tree, Call calldata call) private view {
        if (!_isTrustedByTarget(call.to)) revert BatchForwarderUntrustfulTarget(call.index, call.to);
        bytes32 leafHash = RFC9162.hashLeaf(abi.encode(call.to, call.data));
        if (!RFC9162.includes(tree, call.index, leafHash, call.proof)) {
            revert BatchForwarderNotSigned(call.index);
        }
    }
}
