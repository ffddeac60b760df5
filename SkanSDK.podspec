# Built here by tools/build-xcframework.sh (pod 'SkanSDK', :path => 'skan'), or, in a release, fetched:
# tools/release_manifests.py fills in `source`.
Pod::Spec.new do |s|
  s.name = 'SkanSDK'
  s.version = '0.1.0'
  s.summary = 'Checks digital health certificates at the door, with no network'
  s.description = 'Reads the QR code of a signed certificate, checks signature and revocation against signed data in a ' \
                  'local file, applies the region\'s policy, and gives a verdict that explains itself.'
  s.homepage = 'https://example.org/skan'
  s.license = { :type => 'Apache-2.0' }
  s.authors = { 'Skanirovshchik' => 'skan@example.org' }
  s.source = { :http => "file://#{__dir__}/build/xcframework/SkanSDK.xcframework.zip" }
  s.platform = :ios, '15.0'
  s.swift_version = '5.9'
  s.vendored_frameworks = '{.,build/xcframework}/SkanSDK.xcframework'
end
