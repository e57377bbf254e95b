// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title Many acts under one signature
/// @notice Somebody signs the Merkle root of a list of calls once; whoever relays them sends as many in a transaction as fit. Each
///         call is done at most once. Beside ERC2771Forwarder's single requests, whose numbers it neither reads nor uses.
interface IBatchForwarder {
    /// @param from Who signed, and who acts.
    /// @param root RFC 9162 root over the leaves `abi.encode(address to, bytes data)`.
    /// @param size How many calls.
    /// @param salt Lets the same calls be signed again.
    /// @param deadline Unix seconds, included; after it no call is done.
    /// @param signature EIP-712, by `from`.
    struct Batch {
        address from;
        bytes32 root;
        uint64 size;
        uint256 salt;
        uint48 deadline;
        bytes signature;
    }

    /// @param index Place in the list, from 0.
    /// @param to A contract that trusts this forwarder.
    /// @param data What it is called with; the signer's address is appended (ERC-2771).
    /// @param proof Inclusion proof of the call.
    struct Call {
        uint64 index;
        address to;
        bytes data;
        bytes32[] proof;
    }

    /// @notice The time to do it is over. Sign the calls again.
    /// @param deadline Unix seconds until which it was good.
    error BatchForwarderExpired(uint48 deadline);

    /// @notice The signature is not that of whom it names.
    /// @param signer Whose it is; zero if it is none.
    /// @param from Whom the batch names.
    error BatchForwarderInvalidSigner(address signer, address from);

    /// @notice The contract takes no calls from this forwarder.
    /// @param index The call.
    /// @param to The contract.
    error BatchForwarderUntrustfulTarget(uint64 index, address to);

    /// @notice The call is none of those that were signed.
    /// @param index The place that it names.
    error BatchForwarderNotSigned(uint64 index);

    /// @notice The call was done before.
    /// @param index The call.
    error BatchForwarderDone(uint64 index);

    /// @notice A call was refused. None of this transaction is done.
    /// @param index The call.
    /// @param reason What the contract said.
    error BatchForwarderCallFailed(uint64 index, bytes reason);

    /// @notice A call of a batch was done.
    /// @param batchId EIP-712 hash of the batch.
    /// @param signer Who acted.
    /// @param index The call.
    event CallExecuted(bytes32 indexed batchId, address indexed signer, uint64 index);

    /// @notice Does some calls of a batch, all or none. By anybody.
    /// @param batch What was signed.
    /// @param calls Which of its calls, in this order.
    function executeCalls(Batch calldata batch, Call[] calldata calls) external;

    /// @notice The batch's EIP-712 hash, which its signer signed.
    /// @param batch The batch; its signature doesn't count.
    /// @return batchId The hash.
    function batchIdOf(Batch calldata batch) external view returns (bytes32 batchId);

    /// @notice Whether a call of a batch was done.
    /// @param batchId The batch.
    /// @param index The call.
    /// @return isDone The answer.
    function isCallDone(bytes32 batchId, uint64 index) external view returns (bool isDone);
}
