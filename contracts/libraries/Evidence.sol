// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

import {RFC9162} from "./RFC9162.sol";
import {BATCH_TYPEHASH, Statement} from "../types/Statement.sol";

/// @title Who vouches for a statement: docs/formats.md, Evidence, types 1 and 2.
library Evidence {
    /// @notice The evidence is of a type that names no member key.
    /// @param evidenceType Its type.
    error EvidenceNotAMember(uint8 evidenceType);

    /// @notice The evidence is not the canonical ABI encoding of its content.
    /// @param evidenceHash keccak256 of the refused bytes.
    error EvidenceNotCanonical(bytes32 evidenceHash);

    /// @notice The path does not lead from the statement to a batch.
    /// @param index Place of the statement in the batch.
    /// @param count Statements in the batch.
    error EvidenceNotInBatch(uint64 index, uint64 count);

    /// @notice The signature is not 65 bytes with low s and v 27 or 28.
    /// @param signatureHash keccak256 of the refused signature.
    error EvidenceSignatureInvalid(bytes32 signatureHash);

    uint8 internal constant MEMBER = 1;
    uint8 internal constant BATCH = 2;

    /// @notice The key that signed `statement`, alone or in a batch.
    /// @param evidence abi.encode(uint8 type, bytes payload).
    /// @param statement What was signed.
    /// @param domainSeparator Of the log.
    /// @return signer The recovered key, never zero.
    function signerOf(
        bytes memory evidence,
        Statement memory statement,
        bytes32 domainSeparator
    ) internal view returns (address signer) {
        (uint8 evidenceType, bytes memory payload) = abi.decode(evidence, (uint8, bytes));
        _checkCanonical(evidence, abi.encode(evidenceType, payload));
        if (evidenceType == MEMBER) return _recover(domainSeparator, statement.hashStruct(), payload);
        if (evidenceType == BATCH) return _batchSigner(payload, statement, domainSeparator);
        revert EvidenceNotAMember(evidenceType);
    }

    function _batchSigner(
        bytes memory payload,
        Statement memory statement,
        bytes32 domainSeparator
    ) private view returns (address) {
        (bytes memory signature, uint64 index, uint64 count, bytes32[] memory path) = abi.decode(
            payload,
            (bytes, uint64, uint64, bytes32[])
        );
        _checkCanonical(payload, abi.encode(signature, index, count, path));
        (bool isIncluded, bytes32 root) = RFC9162.rootFrom(
            RFC9162.Place(index, count),
            RFC9162.hashLeaf(abi.encode(statement)),
            path
        );
        if (!isIncluded) revert EvidenceNotInBatch(index, count);
        return _recover(domainSeparator, keccak256(abi.encode(BATCH_TYPEHASH, root, count)), signature);
    }

    function _recover(
        bytes32 domainSeparator,
        bytes32 structHash,
        bytes memory signature
    ) private pure returns (address signer) {
        ECDSA.RecoverError failure;
        (signer, failure, ) = ECDSA.tryRecover(
            MessageHashUtils.toTypedDataHash(domainSeparator, structHash),
            signature
        );
        if (failure != ECDSA.RecoverError.NoError) revert EvidenceSignatureInvalid(keccak256(signature));
    }

    /// @dev TypeScript refuses other encodings too; both must give the same answer.
    function _checkCanonical(bytes memory given, bytes memory canonical) private pure {
        if (keccak256(given) != keccak256(canonical)) revert EvidenceNotCanonical(keccak256(given));
    }
}
