// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @title The anchored head of one append-only log of statements.
/// @notice Accepts a checkpoint only with proof that the new tree is an append to the anchored one (RFC 9162
///         §2.1.4.2). Keeps the last four anchored trees, so that a proof under way isn't overtaken.
/// @dev State for `eth_getProof` (numbers in contracts/abi/storage-layout.ts): one slot `_sizes` packs four uint64,
///      lane 0 in the lowest bits; the root of lane i lies in slot `_roots + i`. Sizes only grow, so the lane with the
///      largest size is the head. A note (size, root) is anchored when some lane has both.
interface IProvenanceLog {
    /// @notice The log's id or the sealer is zero.
    error ProvenanceLogZero();

    /// @notice Only the sealer anchors.
    /// @param caller Who tried.
    error ProvenanceLogNotSealer(address caller);

    /// @notice The new tree is not an append to the anchored one, or the proof doesn't show it.
    /// @param size Leaves in the refused tree.
    /// @param root Its root.
    error ProvenanceLogNotAppend(uint64 size, bytes32 root);

    /// @notice A tree has fewer than 2^64 − 1 leaves and at most 2^32 more than the one before it.
    /// @param size Leaves in the refused tree.
    /// @param past Leaves in the anchored one.
    error ProvenanceLogSizeInvalid(uint64 size, uint64 past);

    /// @notice None of the last four anchored trees has this size.
    /// @param size The size asked for.
    error ProvenanceLogSizeUnknown(uint64 size);

    /// @notice The head grew.
    /// @param size Leaves in the new head.
    /// @param root Its root.
    event CheckpointAnchored(uint64 indexed size, bytes32 root);

    /// @notice Another key anchors from now on.
    /// @param sealer Its address.
    event SealerChanged(address sealer);

    /// @notice Anchors a tree. By the sealer. The anchored tree again is accepted and changes nothing.
    /// @param size Leaves in the new tree.
    /// @param root Its root.
    /// @param proof Consistency proof from the head; empty from the empty log, or for the anchored tree again.
    function checkpoint(uint64 size, bytes32 root, bytes32[] calldata proof) external;

    /// @notice Names another sealer. Restricted to the operator, after its delay.
    /// @param newSealer Not zero.
    function setSealer(address newSealer) external;

    /// @notice 32 random bytes that name the log; part of the domain of every signature.
    /// @return id The id.
    function logId() external view returns (bytes32 id);

    /// @notice The key that anchors.
    /// @return key Its address.
    function sealer() external view returns (address key);

    /// @notice The newest anchored tree.
    /// @return size Its leaves, 0 before the first checkpoint.
    /// @return root Its root, SHA-256 of nothing before the first checkpoint.
    function head() external view returns (uint64 size, bytes32 root);

    /// @notice The root of one of the last four anchored trees; reverts for another size.
    /// @param size Its leaves.
    /// @return root Its root.
    function rootOf(uint64 size) external view returns (bytes32 root);

    /// @notice Whether a leaf is in one of the last four anchored trees; reverts for another size.
    /// @param size Leaves of the tree.
    /// @param index Place of the leaf.
    /// @param leafHash SHA-256(0x00 ‖ leaf).
    /// @param proof Inclusion proof.
    /// @return isIncluded The answer.
    function verifyInclusion(
        uint64 size,
        uint64 index,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) external view returns (bool isIncluded);
}
