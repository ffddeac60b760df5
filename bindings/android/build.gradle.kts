// The Android library: skan.sdk with libskan.so for each processor, as an AAR. In an app's settings.gradle.kts:
//   include(":skan"); project(":skan").projectDir = file("skan/bindings/android")
// The libraries inside come from vcpkg: VCPKG_ROOT and ANDROID_NDK_HOME are set where Gradle runs.
plugins {
    id("com.android.library")
}

android {
    namespace = "skan.sdk"
    compileSdk = 34
    ndkVersion = "26.3.11579264"

    defaultConfig {
        minSdk = 21
        consumerProguardFiles("consumer-rules.pro")
        ndk { abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64") }
        externalNativeBuild {
            cmake {
                targets += "skan_java"
                arguments += listOf(
                    "-DCMAKE_TOOLCHAIN_FILE=$projectDir/vcpkg.toolchain.cmake",
                    "-DANDROID_STL=c++_static",
                    "-DSKAN_BUILD_C=ON",
                    "-DSKAN_BUILD_JAVA=ON",
                    "-DSKAN_BUILD_ISSUER=OFF",
                    "-DSKAN_BUILD_PROGRAMS=OFF",
                    "-DSKAN_BUILD_TESTS=OFF",
                    "-DSKAN_BUILD_BENCH=OFF",
                )
                cppFlags += listOf("-DFMT_USE_FLOAT=0", "-DFMT_USE_DOUBLE=0", "-DFMT_USE_LONG_DOUBLE=0")
            }
        }
    }

    externalNativeBuild {
        cmake {
            path = file("../../CMakeLists.txt")
            version = "3.25.0+"
        }
    }

    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_1_8
        targetCompatibility = JavaVersion.VERSION_1_8
    }
}

dependencies {
    compileOnly("androidx.annotation:annotation:1.8.0")
}
