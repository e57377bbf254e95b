// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// @notice What a studio asks for: media × territories × first day – last day, alone or beside others.
/// @param media Bitmap of media (DESIGN §7).
/// @param territories Bitmap of `protocol/territories.json`.
/// @param firstDay First UTC day since 1970-01-01.
/// @param lastDay Last UTC day, included.
/// @param exclusive Whether nobody else may hold an overlapping window.
struct Wish {
    uint32 media;
    uint256 territories;
    uint32 firstDay;
    uint32 lastDay;
    bool exclusive;
}

/// @notice What was sold, in the form in which overlaps are looked for.
/// @param licenseId The exclusive license; 0 for the hull of an offer.
/// @param offerId The offer it was sold from.
/// @param media Sold media.
/// @param territories Sold territories.
/// @param firstDay First day sold.
/// @param lastDay Last day sold; a grant is live until it is over.
struct Grant {
    uint256 licenseId;
    uint64 offerId;
    uint32 media;
    uint256 territories;
    uint32 firstDay;
    uint32 lastDay;
}

/// @dev The media bits that mean something today; the rest are refused so that they can be assigned later.
uint32 constant ASSIGNED_MEDIA = 0xffff;

/// @dev Live exclusive licenses of an asset, at most.
uint256 constant MAX_EXCLUSIVES = 32;

using {isEmpty} for Wish global;

/// @dev A wish for nothing: no medium, no territory or no day.
function isEmpty(Wish memory wish) pure returns (bool) {
    return wish.media == 0 || wish.territories == 0 || wish.firstDay > wish.lastDay;
}

/// @dev The UTC day of the block being executed.
function currentDay() view returns (uint32) {
    return uint32(block.timestamp / 1 days);
}
