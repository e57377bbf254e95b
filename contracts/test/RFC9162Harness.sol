// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {RFC9162} from "../libraries/RFC9162.sol";
import {RFC9162Pure} from "./RFC9162Pure.sol";

/// @title RFC9162 and its twin, callable from tests. Never deployed elsewhere.
contract RFC9162Harness {
    function hashLeaf(
        bytes memory leaf
    ) external view returns (bytes32 optimized, bytes32 pureTwin, bool isUntouched) {
        bytes32 before = keccak256(leaf);
        optimized = RFC9162.hashLeaf(leaf);
        isUntouched = keccak256(leaf) == before;
        pureTwin = RFC9162Pure.hashLeaf(leaf);
    }

    function toHashes(
        bytes calldata words
    ) external pure returns (bytes32[] memory optimized, bytes32[] memory pureTwin) {
        return (RFC9162.toHashes(words), RFC9162Pure.toHashes(words));
    }

    function includes(
        RFC9162.Tree memory tree,
        uint64 index,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) external view returns (bool optimized, bool pureTwin) {
        optimized = RFC9162.includes(tree, index, leafHash, proof);
        pureTwin = RFC9162Pure.includes(tree.size, tree.root, index, leafHash, proof);
    }

    function isAppend(
        RFC9162.Tree memory past,
        RFC9162.Tree memory next,
        bytes32[] calldata proof
    ) external view returns (bool optimized, bool pureTwin) {
        optimized = RFC9162.isAppend(past, next, proof);
        pureTwin = RFC9162Pure.isAppend(past.size, past.root, next.size, next.root, proof);
    }
}
