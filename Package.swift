// swift-tools-version: 5.9
import PackageDescription

// Built here by tools/build-xcframework.sh, or, in a release, fetched: tools/release_manifests.py fills in `release`.
let release: (url: String, checksum: String)? = nil

let framework: Target =
    if let release {
        .binaryTarget(name: "SkanSDK", url: release.url, checksum: release.checksum)
    } else {
        .binaryTarget(name: "SkanSDK", path: "build/xcframework/SkanSDK.xcframework")
    }

let package = Package(
    name: "SkanSDK",
    platforms: [.iOS(.v15)],
    products: [.library(name: "SkanSDK", targets: ["SkanSDK"])],
    targets: [framework]
)
