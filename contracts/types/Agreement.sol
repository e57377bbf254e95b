// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {IConsentRegistry} from "../interfaces/IConsentRegistry.sol";

/// @notice What permits licenses: nothing; the asset's or collection's own consent; or, of an asset alone, the consent to
///         the collection it joined.
enum Standing {
    NONE,
    OWN,
    JOINED
}

/// @notice What was agreed with a council, but for the territories, in one slot. From the lowest bit: holder's index 32, media 32,
///         last day 32, share 16, rights 8, standing 8, since 48, size of the collection 64.
/// @dev Packed by hand, because Solidity writes a slot once for each member it has. Without standing only the share, which
///      was the last, and `since`, when it was withdrawn, mean something. Of an asset that joined a collection only `since`
///      does: when its own consent was last granted or withdrawn.
type Agreement is uint256;

using {
    holder,
    media,
    lastDay,
    shareBps,
    rights,
    standing,
    since,
    size,
    toEnded,
    toJoined
} for Agreement global;

uint256 constant STANDING_AT = 120;
uint256 constant SINCE_AT = 128;

/// @notice What a council agrees to from this block on.
/// @param consent Its words; the territories are kept beside it.
/// @param holderIndex The holder's place in IOrganizations.
/// @param collectionSize Of a collection; 0 for an asset's own.
function toAgreement(
    IConsentRegistry.Consent calldata consent,
    uint32 holderIndex,
    uint64 collectionSize
) view returns (Agreement) {
    return
        Agreement.wrap(
            uint256(holderIndex) |
                (uint256(consent.media) << 32) |
                (uint256(consent.lastDay) << 64) |
                (uint256(consent.shareBps) << 96) |
                (uint256(consent.rights) << 112) |
                (uint256(Standing.OWN) << STANDING_AT) |
                (block.timestamp << SINCE_AT) |
                (uint256(collectionSize) << 176)
        );
}

/// @dev What is left of an agreement that ends now.
function toEnded(Agreement agreement) view returns (Agreement) {
    return Agreement.wrap((uint256(agreement.shareBps()) << 96) | (block.timestamp << SINCE_AT));
}

/// @dev An asset's own agreement when it joins a collection.
function toJoined(Agreement agreement) pure returns (Agreement) {
    return
        Agreement.wrap((uint256(Standing.JOINED) << STANDING_AT) | (uint256(agreement.since()) << SINCE_AT));
}

function holder(Agreement agreement) pure returns (uint32) {
    return uint32(Agreement.unwrap(agreement));
}

function media(Agreement agreement) pure returns (uint32) {
    return uint32(Agreement.unwrap(agreement) >> 32);
}

function lastDay(Agreement agreement) pure returns (uint32) {
    return uint32(Agreement.unwrap(agreement) >> 64);
}

function shareBps(Agreement agreement) pure returns (uint16) {
    return uint16(Agreement.unwrap(agreement) >> 96);
}

function rights(Agreement agreement) pure returns (uint8) {
    return uint8(Agreement.unwrap(agreement) >> 112);
}

function standing(Agreement agreement) pure returns (Standing) {
    return Standing(uint8(Agreement.unwrap(agreement) >> STANDING_AT));
}

function since(Agreement agreement) pure returns (uint48) {
    return uint48(Agreement.unwrap(agreement) >> SINCE_AT);
}

function size(Agreement agreement) pure returns (uint64) {
    return uint64(Agreement.unwrap(agreement) >> 176);
}
