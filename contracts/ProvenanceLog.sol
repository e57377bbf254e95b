// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IProvenanceLog} from "./interfaces/IProvenanceLog.sol";
import {RFC9162} from "./libraries/RFC9162.sol";
import {RelayedAccessManaged} from "./RelayedAccessManaged.sol";

/// @title ProvenanceLog
/// @notice The anchored head of the log and the three trees before it.
contract ProvenanceLog is IProvenanceLog, RelayedAccessManaged {
    uint256 private constant KEPT_TREES = 4;
    /// @dev A proof names subtrees by their hashes, so that it can't show that their leaves exist: without a limit one
    ///      checkpoint could use up all sizes.
    uint64 private constant MAX_NEW_LEAVES = 2 ** 32;

    /// @inheritdoc IProvenanceLog
    bytes32 public immutable logId;

    /// @dev Four sizes of 64 bits in one slot, lane 0 in the lowest: with the root, a checkpoint writes two slots.
    uint256 private _sizes;
    bytes32[KEPT_TREES] private _roots;
    address private _sealer;

    constructor(
        address forwarder,
        address authority,
        bytes32 logId_,
        address sealer_
    ) RelayedAccessManaged(forwarder, authority) {
        if (logId_ == 0 || sealer_ == address(0)) revert ProvenanceLogZero();
        logId = logId_;
        _sealer = sealer_;
        _roots[0] = RFC9162.EMPTY_ROOT;
        emit SealerChanged(sealer_);
    }

    /// @inheritdoc IProvenanceLog
    function checkpoint(uint64 size, bytes32 root, bytes32[] calldata proof) external {
        if (_msgSender() != _sealer) revert ProvenanceLogNotSealer(_msgSender());
        uint256 sizes = _sizes;
        (uint256 newest, uint256 oldest) = _lanes(sizes);
        RFC9162.Tree memory past = RFC9162.Tree(_sizeIn(sizes, newest), _roots[newest]);
        if (size == type(uint64).max || (size > past.size && size - past.size > MAX_NEW_LEAVES)) {
            revert ProvenanceLogSizeInvalid(size, past.size);
        }
        if (!_isAppend(past, RFC9162.Tree(size, root), proof)) revert ProvenanceLogNotAppend(size, root);
        if (size == past.size) return;

        _sizes = sizes ^ (uint256(_sizeIn(sizes, oldest) ^ size) << (oldest * 64));
        _roots[oldest] = root;
        emit CheckpointAnchored(size, root);
    }

    /// @inheritdoc IProvenanceLog
    function setSealer(address newSealer) external restricted {
        if (newSealer == address(0)) revert ProvenanceLogZero();
        _sealer = newSealer;
        emit SealerChanged(newSealer);
    }

    /// @inheritdoc IProvenanceLog
    function sealer() external view returns (address) {
        return _sealer;
    }

    /// @inheritdoc IProvenanceLog
    function head() external view returns (uint64 size, bytes32 root) {
        uint256 sizes = _sizes;
        (uint256 newest, ) = _lanes(sizes);
        return (_sizeIn(sizes, newest), _roots[newest]);
    }

    /// @inheritdoc IProvenanceLog
    function rootOf(uint64 size) external view returns (bytes32) {
        return _rootOf(size);
    }

    /// @inheritdoc IProvenanceLog
    function verifyInclusion(
        uint64 size,
        uint64 index,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) external view returns (bool) {
        return RFC9162.includes(RFC9162.Tree(size, _rootOf(size)), index, leafHash, proof);
    }

    function _rootOf(uint64 size) private view returns (bytes32) {
        uint256 sizes = _sizes;
        for (uint256 lane = 0; lane < KEPT_TREES; ++lane) {
            // Lanes not yet written hold size 0 too; only the first has the empty tree's root.
            if (uint64(sizes) == size) return _roots[lane];
            sizes >>= 64;
        }
        revert ProvenanceLogSizeUnknown(size);
    }

    /// @dev Every tree appends to the empty one, about which nothing can be proven.
    function _isAppend(
        RFC9162.Tree memory past,
        RFC9162.Tree memory next,
        bytes32[] calldata proof
    ) private view returns (bool) {
        if (past.size != 0) return RFC9162.isAppend(past, next, proof);
        return proof.length == 0 && (next.size != 0 || next.root == RFC9162.EMPTY_ROOT);
    }

    /// @dev Sizes only grow, so the largest is the newest and the smallest the oldest or not yet used.
    ///      The empty tree of lane 0 is newest at first: among equals the first lane is the newest, the last the oldest.
    function _lanes(uint256 sizes) private pure returns (uint256 newest, uint256 oldest) {
        (uint64 largest, uint64 smallest) = (_sizeIn(sizes, 0), _sizeIn(sizes, 0));
        for (uint256 lane = 1; lane < KEPT_TREES; ++lane) {
            uint64 size = _sizeIn(sizes, lane);
            if (size > largest) (newest, largest) = (lane, size);
            if (size <= smallest) (oldest, smallest) = (lane, size);
        }
    }

    function _sizeIn(uint256 sizes, uint256 lane) private pure returns (uint64) {
        return uint64(sizes >> (lane * 64));
    }
}
